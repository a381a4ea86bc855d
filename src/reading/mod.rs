//! Bytes → document: sniff the format, read it, find the facts. Never a panic; what cannot be read is an error with advice.
