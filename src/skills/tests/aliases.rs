//! Skills as people write them in résumés and ads, beside the name under which they count.

use super::*;

#[test]
fn software_and_data() {
    assert_all_named(&[
        ("Deployed services to k8s with Helm charts", "Kubernetes"),
        ("Wrote kubectl plugins", "Kubernetes"),
        ("Moved 40 tables from MySQL to Postgres", "PostgreSQL"),
        ("Tuned Postgres queries", "PostgreSQL"),
        ("Static assets in S3", "Amazon S3"),
        ("Spun up EC2 instances by script", "Amazon EC2"),
        ("Amazon Web Services (5 years)", "AWS"),
        ("GCP", "Google Cloud"),
        ("infrastructure-as-code", "Infrastructure as code"),
        ("Set up continuous integration for 12 teams", "CI/CD"),
        ("CI / CD", "CI/CD"),
        ("Github actions", "GitHub Actions"),
        ("ReactJS, Redux", "React"),
        ("React.js", "React"),
        ("node js", "Node.js"),
        ("Vue.js 3", "Vue.js"),
        ("Golang microservice", "Go"),
        ("MS SQL", "SQL Server"),
        ("T-SQL stored procedures", "T-SQL"),
        ("sklearn, pandas, numpy", "scikit-learn"),
        ("sklearn, pandas, numpy", "Pandas"),
        ("Built REST APIs for the mobile client", "REST APIs"),
        ("RESTful web service", "REST APIs"),
        ("Automated tests in pytest", "Test automation"),
        ("wrote unit tests", "Unit testing"),
        ("Object oriented programming", "Object-oriented programming"),
        ("ASP.NET Core", "ASP.NET"),
        ("Kafka consumers", "Apache Kafka"),
        ("Airflow DAGs", "Apache Airflow"),
        ("ran A/B tests on the checkout page", "A/B testing"),
        ("PowerBI dashboards", "Power BI"),
        ("analysed data from 3 plants", "Data analysis"),
        ("ML models for churn", "Machine learning"),
        ("LLMs", "Large language models"),
        ("bash scripts", "Bash"),
        ("Office 365 administration", "Microsoft 365"),
        ("first-line help desk", "IT support"),
        ("Group Policy, DHCP", "Active Directory"),
        ("pen testing of web apps", "Penetration testing"),
        ("OWASP Top 10", "Application security"),
    ]);
}

#[test]
fn care_and_teaching() {
    assert_all_named(&[
        ("Dressed wounds and changed dressings", "Wound care"),
        ("Gave IV therapy to 12 patients a shift", "IV therapy"),
        ("Inserted peripheral IVs", "IV therapy"),
        (
            "Administered medications to 20 residents",
            "Medication administration",
        ),
        ("Administration of medicines", "Medication administration"),
        ("EHR charting", "Electronic health records"),
        ("drew blood (venipuncture)", "Phlebotomy"),
        ("Triaged walk-in patients", "Triage"),
        ("prevention of infections", "Infection control"),
        ("Vitals", "Vital signs monitoring"),
        ("wrote individual care plans", "Care planning"),
        (
            "taught patients and families: patient teaching",
            "Patient education",
        ),
        ("end-of-life care", "Palliative care"),
        ("Planned lessons for three year groups", "Lesson planning"),
        (
            "Designed curricula: curriculum design",
            "Curriculum development",
        ),
        ("managing the classroom", "Classroom management"),
        ("IEP meetings", "Special education"),
        ("parent-teacher conferences", "Parent communication"),
        ("online teaching", "E-learning"),
        ("Formative assessment", "Student assessment"),
    ]);
}

#[test]
fn money_and_offices() {
    assert_all_named(&[
        (
            "Reconciled bank accounts every month",
            "Bank reconciliation",
        ),
        ("bank recs and reconciliations", "Account reconciliation"),
        ("month end close in five days", "Month-end close"),
        ("Processed 400 supplier invoices a week", "Accounts payable"),
        ("prepared financial statements", "Financial reporting"),
        ("VAT returns", "Tax preparation"),
        ("ran payroll for 80 people", "Payroll"),
        ("Managed a budget: budget management", "Budgeting"),
        ("Quickbooks", "QuickBooks"),
        ("pivot tables", "Microsoft Excel"),
        ("kept the diary: diary management", "Calendar management"),
        ("travel arrangements for four directors", "Travel planning"),
        ("Filing and archiving", "Document management"),
        ("talent acquisition", "Recruitment"),
        ("new hire orientation", "Onboarding"),
        ("Annual performance reviews", "Performance management"),
        ("Workday", "Workday"),
        ("labour relations", "Employee relations"),
        ("Search engine optimisation", "SEO"),
        ("pay-per-click", "Search engine marketing"),
        ("GA4", "Google Analytics"),
        ("cold calls to 60 firms a day", "Cold calling"),
        (
            "handled key accounts: key account management",
            "Account management",
        ),
        ("negotiated contracts", "Negotiation"),
        ("resolving complaints", "Complaint handling"),
        ("managed projects across five sites", "Project management"),
    ]);
}

#[test]
fn trades_kitchens_and_warehouses() {
    assert_all_named(&[
        ("LOTO", "Lockout/tagout"),
        ("lock-out / tag-out procedures", "Lockout/tagout"),
        ("Bent EMT conduit", "Conduit bending"),
        ("Read blueprints and schematics", "Blueprint reading"),
        ("programmed PLCs (Allen-Bradley)", "PLC programming"),
        ("wiring regulations", "Electrical code"),
        ("TIG and MIG welding", "Welding"),
        ("CNC milling", "CNC machining"),
        ("quantity take-offs", "Cost estimating"),
        ("Food hygiene", "Food safety"),
        ("Developed seasonal menus", "Menu planning"),
        ("sous-vide", "Sous vide"),
        ("prepping food: food prep", "Food preparation"),
        ("drove forklifts", "Forklift operation"),
        ("picked and packed orders: pick and pack", "Order picking"),
        ("cycle counts", "Cycle counting"),
        ("WMS", "Warehouse management systems"),
        ("RF scanner", "RF scanners"),
        (
            "loaded and unloaded: loading trucks",
            "Shipping and receiving",
        ),
        ("5S, Kaizen", "Lean"),
        ("AutoCAD Electrical", "AutoCAD"),
        ("ArcGIS", "GIS"),
        ("HPLC and GC-MS", "Chromatography"),
        ("real-time PCR", "PCR"),
        ("animal husbandry", "Livestock management"),
        ("CCTV monitoring", "Security guarding"),
    ]);
}
