//! The whole page in headless Chromium.
