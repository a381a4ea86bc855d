//! The commoner trades' skills in the languages of the lexicon, inflected as they stand in sentences.

use super::*;

#[test]
fn latin_scripts() {
    assert_all_named(&[
        (
            "Versorgung von Wunden, Wundversorgung bei Diabetikern",
            "Wound care",
        ),
        (
            "Verantwortlich für die Unterrichtsplanung",
            "Lesson planning",
        ),
        ("Debitoren- und Kreditorenbuchhaltung", "Accounts payable"),
        ("Gehaltsabrechnungen für 200 Mitarbeiter", "Payroll"),
        ("Lohn- und Gehaltsabrechnung", "Payroll"),
        ("Fehlersuche an Schaltschränken", "Troubleshooting"),
        (
            "Speicherprogrammierbare Steuerungen (SPS)",
            "PLC programming",
        ),
        ("Teamfähigkeit", "Teamwork"),
        ("Gestion de la paie de 150 salariés", "Payroll"),
        ("Soins des plaies chroniques", "Wound care"),
        ("Élaboration de menus saisonniers", "Menu planning"),
        ("l'éducation des patients", "Patient education"),
        ("Rapprochements bancaires mensuels", "Bank reconciliation"),
        ("Conduite de chariots élévateurs", "Forklift operation"),
        ("Planificación de clases de matemáticas", "Lesson planning"),
        ("Conciliaciones bancarias", "Bank reconciliation"),
        ("Reclutamiento y selección", "Recruitment"),
        ("cierre mensual", "Month-end close"),
        (
            "instalaciones eléctricas industriales",
            "Electrical installation",
        ),
        ("Administração de medicamentos", "Medication administration"),
        ("elaboração de orçamentos", "Budgeting"),
        ("Controllo qualità", "Quality control"),
        ("pianificazione delle lezioni", "Lesson planning"),
        ("Somministrazione dei farmaci", "Medication administration"),
        ("voorraadbeheer", "Inventory management"),
        ("Salarisadministratie", "Payroll"),
        ("podawanie leków pacjentom", "Medication administration"),
        ("Zarządzanie projektami", "Project management"),
        ("obsługa klienta", "Customer service"),
        ("Müşteri ilişkileri yönetimi", "CRM"),
        ("stok yönetimi", "Inventory management"),
        ("hasta bakımı", "Patient care"),
    ]);
}

#[test]
fn other_scripts() {
    assert_all_named(&[
        ("Ведение переговоров с поставщиками", "Negotiation"),
        ("подготовка финансовой отчетности", "Financial reporting"),
        ("Подбора персонала", "Recruitment"),
        ("машинного обучения", "Machine learning"),
        ("Управління проєктами", "Project management"),
        ("нарахування заробітної плати", "Payroll"),
        ("догляд за пацієнтами", "Patient care"),
        ("Εξυπηρέτηση πελατών", "Customer service"),
        ("μισθοδοσία", "Payroll"),
        ("φροντίδα ασθενών", "Patient care"),
        ("خدمة العملاء", "Customer service"),
        ("إدارة المشاريع", "Project management"),
        ("العناية بالجروح", "Wound care"),
        ("שירות לקוחות", "Customer service"),
        ("ניהול פרויקטים", "Project management"),
        ("הטיפול בפצעים", "Wound care"),
        ("负责项目管理和数据分析", "Project management"),
        ("负责项目管理和数据分析", "Data analysis"),
        ("伤口护理", "Wound care"),
        ("顧客対応を担当", "Customer service"),
        ("機械学習モデルの開発", "Machine learning"),
        ("月次決算を3日短縮", "Month-end close"),
        ("フォークリフト運転", "Forklift operation"),
    ]);
}
