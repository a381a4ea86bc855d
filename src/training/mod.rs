//! Feedback → datasets.
