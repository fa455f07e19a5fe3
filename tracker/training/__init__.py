"""The rules of training as data and plain functions: what the exercises are, how they replace one another, what a plan
asks for, what pain says about the next day. Every figure has its source beside it; nothing here knows a sensor."""
