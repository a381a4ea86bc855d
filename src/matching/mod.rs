//! A job's text and a document → an analysis with the reason for every point.
