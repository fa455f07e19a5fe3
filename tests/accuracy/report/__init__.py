"""docs/accuracy.md, written from the outcomes: a chapter a module, each from the same lists."""
