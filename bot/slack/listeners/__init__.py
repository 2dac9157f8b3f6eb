"""What Slack sends, one file a surface: acknowledge, read, ask, post."""
