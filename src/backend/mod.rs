//! The use cases over `Storage`.
