"""What a variable of the environment may say. Each reader takes it as it is written, and raises ValueError with what to
write instead."""
