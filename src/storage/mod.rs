//! The `Storage` trait and its two homes: IndexedDB for the page, memory for native tests and fault injection.
