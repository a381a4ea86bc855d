//! How many records of each kind come, in a table, and what there is to say about them.

use leptos::prelude::*;

use crate::app::pages::list::{cell, table_head};

/// A kind a row: its name, then a number under each of the titles.
pub fn counts_table<const N: usize, const KINDS: usize>(
    caption: &'static str,
    titles: [&'static str; N],
    kinds: [(&'static str, [u64; N]); KINDS],
) -> AnyView {
    let rows = kinds
        .map(|(kind, counts)| {
            let cells = titles.iter().zip(counts);
            let cells = cells.map(|(&title, count)| cell(title, count.into_any()));
            view! {
                <tr>
                    <th scope="row">{kind}</th>
                    {cells.collect_view()}
                </tr>
            }
        })
        .collect_view();
    let head: Vec<&'static str> = ["Kind"].into_iter().chain(titles).collect();
    view! {
        <div class="sheet">
            <table>
                <caption class="sr">{caption}</caption>
                {table_head(&head)}
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What there is to say about the numbers, each in a line of its own.
pub fn remarks(words: Vec<String>) -> AnyView {
    words
        .into_iter()
        .map(|words| view! { <p class="quiet">{words}</p> })
        .collect_view()
        .into_any()
}
