//! Backups: everything comes back in a fresh profile, bad files change nothing, and files and folders that the person chose are
//! written to.

use std::path::{Path, PathBuf};

use e2e::{Browser, Page, Profile, text_resume};
use serde_json::{Value, json};

use crate::steps::{AD, add_fixtures, downloaded, open, rows, save_job, through};

/// Every row of every store, read past the program: keys and values, bytes as hex digits. Left out are what is made anew on need,
/// and the note of the last backup, which is not in the backup itself.
async fn everything(page: &Page) -> Value {
    let script = "const done = arguments[0]; const open = indexedDB.open('shortlist'); open.onerror = () => done(null); \
        open.onsuccess = async () => { const db = open.result; const all = {}; \
        const wait = (q) => new Promise((ok, no) => { q.onsuccess = () => ok(q.result); q.onerror = no; }); \
        for (const name of db.objectStoreNames) { if (['resume_features', 'feedback_vectors'].includes(name)) continue; \
          const store = db.transaction(name).objectStore(name); const [keys, values] = await Promise.all([wait(store.getAllKeys()), wait(store.getAll())]); \
          const plain = (v) => JSON.stringify(v, (_, x) => x instanceof Uint8Array ? [...x].map((b) => b.toString(16).padStart(2, '0')).join('') : x); \
          all[name] = keys.map((key, at) => [key, plain(values[at])]).filter(([key]) => !(name === 'settings' && key === 'last_backup')); } \
        db.close(); done(all); };";
    let all = page.js_async(script, &[]).await;
    assert!(all.is_object(), "the database can be read");
    all
}

/// A job, two résumés of other formats, their analyses, and a feedback.
async fn furnish(page: &Page) {
    save_job(page, "Data Engineer", "Bluefern Analytics", AD).await;
    add_fixtures(
        page,
        &[
            "resumes/developer-two-columns.pdf",
            "resumes/developer-markdown.md",
        ],
    )
    .await;
    page.click("Dismiss").await;
    page.go("#/").await;
    page.until("for the analyses", async || {
        rows(page, "analyses").await == 2
    })
    .await;
    page.click_nth("main [data-row]", 0).await;
    page.see("Must have").await;
    page.click("Python: right").await;
    page.until("for the feedback", async || {
        rows(page, "feedback").await == 1
    })
    .await;
}

/// Makes a backup as a browser without a dialog for files does: as a download.
async fn back_up(page: &Page, profile: &Profile, passphrase: Option<&str>) -> PathBuf {
    page.go("#/data/backup").await;
    page.see("Make a backup").await;
    page.js("window.showSaveFilePicker = undefined", &[]).await;
    if let Some(passphrase) = passphrase {
        page.click_nth("main input[type=checkbox]", 0).await;
        page.fill("Passphrase", passphrase).await;
        page.fill("The passphrase again", "something else").await;
        page.click("Make a backup").await;
        page.see("not the same").await;
        page.fill("The passphrase again", passphrase).await;
    }
    page.click("Make a backup").await;
    page.see("is with your downloads").await;
    let end = if passphrase.is_some() {
        ".sealed"
    } else {
        ".zip"
    };
    downloaded(page, profile, "shortlist-", end).await
}

/// Chooses a backup's file.
async fn choose(page: &Page, file: &Path) {
    page.go("#/data/backup").await;
    page.see("Choose a backup").await;
    page.choose_files("Backup file", &[file]).await;
}

#[tokio::test]
async fn a_backup_comes_back_in_a_fresh_profile_with_every_record_and_byte() {
    let (site, browser, page) = open().await;
    furnish(&page).await;
    page.go("#/data").await;
    page.see("Last backup: none yet").await;
    let before = everything(&page).await;
    let file = back_up(&page, &browser.profile(), None).await;
    page.see("Last backup: today").await;
    page.gone("none yet").await;
    let _profile = browser.close().await;

    let browser = Browser::start().await;
    let page = browser.page(&site.address()).await;
    page.see("Try it with a sample").await;
    choose(&page, &file).await;
    page.see("is whole").await;
    assert_eq!(rows(&page, "jobs").await, 0, "nothing before the yes");
    page.click("Bring it back…").await;
    page.see("Add what is new?").await;
    page.click("Bring it back").await;
    page.see("Brought back: 1 job, 2 résumés, 2 analyses and 1 feedback entry")
        .await;
    let after = everything(&page).await;
    for (store, rows) in before.as_object().expect("stores") {
        assert_eq!(&after[store], rows, "{store}");
    }
    assert_eq!(before, after);

    // The same once more: nothing is new, and what was changed since is told.
    page.click("Bring back another one").await;
    save_job(
        &page,
        "Night Nurse",
        "Calder Ward",
        "Must have: wound care.",
    )
    .await;
    choose(&page, &file).await;
    page.see("is whole").await;
    page.click_nth("main input[type=radio]", 2).await;
    page.click("Bring it back…").await;
    page.see("only here: 1 record").await;
    page.click("Bring it back").await;
    page.see("Brought back").await;
    assert_eq!(everything(&page).await, before);
    browser.close().await;
}

#[tokio::test]
async fn a_wrong_passphrase_and_damaged_files_change_nothing() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.drop_files(&[("one.txt", &text_resume(1))]).await;
    page.see(&through(1)).await;
    page.click("Dismiss").await;
    let sealed = back_up(&page, &browser.profile(), Some("five plain words for it")).await;
    let plain = {
        page.reload().await;
        back_up(&page, &browser.profile(), None).await
    };
    // Something is changed since, so that bringing anything back would show.
    save_job(
        &page,
        "Night Nurse",
        "Calder Ward",
        "Must have: wound care.",
    )
    .await;
    let before = everything(&page).await;

    choose(&page, &sealed).await;
    page.see("is sealed").await;
    page.fill("Its passphrase", "five other words").await;
    page.click("Open it").await;
    page.see("does not open this backup").await;
    page.fill("Its passphrase", "five plain words for it").await;
    page.click("Open it").await;
    page.see("is whole").await;
    page.click("Leave it").await;
    page.see("Choose a backup").await;
    assert_eq!(everything(&page).await, before);

    let bytes = std::fs::read(&plain).expect("it is there");
    let folder = browser.profile().folder().join("bad");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut flipped = bytes.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x55;
    for (name, bad, said) in [
        ("cut.zip", &bytes[..bytes.len() * 2 / 3], "backup"),
        ("flipped.zip", flipped.as_slice(), "damaged"),
        (
            "picture.zip",
            b"\x89PNG no zip at all".as_slice(),
            "is no backup",
        ),
        ("empty.zip", b"".as_slice(), "backup"),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, bad).expect("it can be written");
        choose(&page, &file).await;
        page.until(&format!("for “{said}” about {name}"), async || {
            let text = "return document.querySelector('main .failed')?.innerText || ''";
            let text = page.js(text, &[]).await;
            text.as_str().unwrap_or_default().contains(said)
        })
        .await;
        assert_eq!(everything(&page).await, before, "{name}");
        page.reload().await;
        page.see("Choose a backup").await;
    }
    browser.close().await;
}

#[tokio::test]
async fn a_chosen_file_and_a_chosen_folder_are_written_to() {
    let (_site, browser, page) = open().await;
    save_job(&page, "Data Engineer", "Bluefern Analytics", AD).await;
    page.go("#/data/backup").await;
    page.see("Choose a folder").await;
    // The browser's dialogs cannot be shown here; its private file system gives the same kind of handles.
    let stand_in = "window.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }); \
        window.showDirectoryPicker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('backups', { create: true });";
    page.js(stand_in, &[]).await;
    page.click("Make a backup").await;
    page.see("kB) is written").await;
    assert!(begins_as_zip(&page, "").await);

    page.click("Choose a folder").await;
    page.see("1 of its files are there").await;
    assert!(begins_as_zip(&page, "backups").await);

    // Three days later the page writes the backup of the day by itself.
    let older = "const done = arguments[0]; const open = indexedDB.open('shortlist'); open.onsuccess = () => { const db = open.result; \
        const t = db.transaction('settings', 'readwrite'); const s = t.objectStore('settings'); const q = s.get('last_backup'); \
        q.onsuccess = () => { const row = q.result; const at = new Date(Date.now() - 3 * 864e5).toISOString(); \
        const text = JSON.stringify(row).replace(/20\\d\\d-[^\"\\\\]*Z/, at); const keyed = s.keyPath === null; keyed ? s.put(JSON.parse(text), 'last_backup') : s.put(JSON.parse(text)); }; \
        t.oncomplete = () => { db.close(); done(true); }; };";
    assert_eq!(page.js_async(older, &[]).await, json!(true));
    let empty = "const done = arguments[0]; (async () => { const d = await (await navigator.storage.getDirectory()).getDirectoryHandle('backups'); \
        for await (const name of d.keys()) await d.removeEntry(name); done(true); })()";
    page.js_async(empty, &[]).await;
    page.reload().await;
    page.see("Backed up to").await;
    assert!(begins_as_zip(&page, "backups").await);
    page.click("Write there no more").await;
    page.see("Choose a folder once").await;
    browser.close().await;
}

/// Whether today's backup stands in that folder of the browser's private file system, and is a zip.
async fn begins_as_zip(page: &Page, folder: &str) -> bool {
    let script = "const [folder, done] = arguments; (async () => { let d = await navigator.storage.getDirectory(); if (folder) d = await d.getDirectoryHandle(folder); \
        const name = `shortlist-${new Date().toISOString().slice(0, 10)}.zip`; \
        const bytes = new Uint8Array(await (await (await d.getFileHandle(name)).getFile()).arrayBuffer()); done(bytes.length > 300 && bytes[0] === 0x50 && bytes[1] === 0x4b); })().catch(() => done(false))";
    page.js_async(script, &[json!(folder)]).await == json!(true)
}
