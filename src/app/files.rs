//! Files as they arrive: chosen, dropped, or a whole folder.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry,
};

/// Deeper folders than this are not followed: a folder of résumés is flat, and a link may lead in a circle.
const DEEPEST_FOLDER: usize = 16;

/// The files of an `<input type=file>`.
pub fn chosen(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length())
        .filter_map(|index| list.item(index))
        .collect()
}

/// Files with their paths, as the older system's folder is opened by: a file of a chosen folder has its path in it.
pub fn with_paths(files: Vec<File>) -> Vec<(String, File)> {
    let path = |file: &File| {
        Reflect::get(file, &"webkitRelativePath".into())
            .ok()
            .and_then(|path| path.as_string())
            .filter(|path| !path.is_empty())
            .unwrap_or_else(|| file.name())
    };
    files.into_iter().map(|file| (path(&file), file)).collect()
}

/// What was dropped: plain files, and the entries by which folders can be walked. It must be taken while the drop event is
/// being handled; the browser empties the event afterwards.
pub struct Dropped {
    files: Vec<File>,
    entries: Vec<FileSystemEntry>,
}

/// Takes what a drop event carries.
pub fn dropped(transfer: &DataTransfer) -> Dropped {
    let items = transfer.items();
    let entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|index| items.get(index))
        .filter_map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    let files = if entries.is_empty() {
        chosen(transfer.files())
    } else {
        Vec::new()
    };
    Dropped { files, entries }
}

impl Dropped {
    /// All files, those in folders included; hidden ones (`.DS_Store`) are left out.
    pub async fn into_files(self) -> Vec<File> {
        let mut files = self.into_paths().await;
        files.sort_by_key(|(_, file)| file.name());
        files.into_iter().map(|(_, file)| file).collect()
    }

    /// [`Dropped::into_files`] with their paths, `/folder/file.pdf`.
    pub async fn into_paths(self) -> Vec<(String, File)> {
        let mut files = with_paths(self.files);
        let mut open: Vec<(usize, FileSystemEntry)> =
            self.entries.into_iter().map(|entry| (0, entry)).collect();
        while let Some((depth, entry)) = open.pop() {
            if entry.is_directory() {
                if depth < DEEPEST_FOLDER {
                    let children = children(entry.unchecked_into()).await;
                    open.extend(children.into_iter().map(|child| (depth + 1, child)));
                }
            } else if !entry.name().starts_with('.')
                && let path = entry.full_path()
                && let Some(file) = file(entry.unchecked_into()).await
            {
                files.push((path, file));
            }
        }
        files
    }
}

async fn file(entry: FileSystemFileEntry) -> Option<File> {
    let promise = Promise::new(&mut |resolve: Function, reject: Function| {
        entry.file_with_callback_and_callback(resolve.unchecked_ref(), reject.unchecked_ref());
    });
    JsFuture::from(promise)
        .await
        .ok()
        .map(JsCast::unchecked_into)
}

/// A folder's entries. The browser hands them out in parts (100 in Chromium), until an empty one.
async fn children(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let promise = Promise::new(&mut |resolve: Function, reject: Function| {
            // A refusal reaches the promise through its reject function.
            let _ = reader.read_entries_with_callback_and_callback(
                resolve.unchecked_ref(),
                reject.unchecked_ref(),
            );
        });
        let Ok(part) = JsFuture::from(promise).await else {
            return all;
        };
        let part: Array = part.unchecked_into();
        if part.length() == 0 {
            return all;
        }
        all.extend(part.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}
