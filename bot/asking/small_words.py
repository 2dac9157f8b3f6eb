"""Small words of English by which codes, modifiers and numbers are tied to one another."""

ARTICLES = frozenset({"the", "a", "an", "code", "cpt", "hcpcs"})
"""Stand before a code or modifier and add nothing."""
GLUE = frozenset({"-", "/", ".", "(", ":", "+", ","})
"""Signs that join a modifier to a code."""
WITH = frozenset({"w", "w/", "with", "and", "&", "plus", "+", ",", "or", "/", "mod"})
"""Join a modifier to a code."""
APPENDING = frozenset(
    [
        "use",
        "using",
        "used",
        "add",
        "adding",
        "append",
        "appending",
        "put",
        "putting",
        "bill",
        "billing",
        "attach",
        "need",
        "needs",
        "take",
        "takes",
        "with",
        "w/",
        "w",
        "apply",
        "allow",
        "allowed",
    ]
)
"""Verbs that put a modifier on a code."""
ONTO = frozenset({"on", "with", "to", "for", "w/", "w", "onto", "go", "ok", "okay", "allowed", "valid"})
"""Lead from a modifier to the code that it is put on."""
NO_PLURALS = frozenset(
    [
        "versus",
        "plus",
        "unless",
        "always",
        "perhaps",
        "does",
        "goes",
        "gets",
        "needs",
        "works",
        "means",
        "has",
        "requires",
        "affects",
        "changes",
        "helps",
        "pays",
        "fits",
        "belongs",
        "covers",
        "applies",
        "reduces",
        "lowers",
        "raises",
        "bypasses",
        "overrides",
        "opens",
        "matters",
        "makes",
        "takes",
        "counts",
        "says",
        "tells",
        "lets",
        "stands",
        "comes",
        "looks",
        "seems",
        "sounds",
        "modifiers",
        "mods",
        "codes",
        "denials",
        "edits",
    ]
)
"""Verbs and others that end in s after a modifier; "26 denials" are denials of 26."""
