//! What a button does when it is pressed.

use leptos::ev::MouseEvent;

/// An action behind one type. Each closure that a view holds makes the page carry the view's code once more; a boxed one does not.
pub fn press(action: impl FnMut(MouseEvent) + 'static) -> Box<dyn FnMut(MouseEvent)> {
    Box::new(action)
}
