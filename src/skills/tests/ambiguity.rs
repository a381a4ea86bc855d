//! Names that are ordinary words: both ways.

use super::*;

#[test]
fn names_are_names_where_their_surroundings_say_so() {
    assert_all_named(&[
        ("C, C++, Python", "C"),
        ("C/C++", "C"),
        ("C/C++", "C++"),
        ("Firmware in C and assembler", "C"),
        ("C# and .NET", "C#"),
        ("C#/.NET", ".NET"),
        ("R, SQL, Tableau", "R"),
        ("Statistical analysis in R", "R"),
        ("R programming", "R"),
        ("Go, Rust, TypeScript", "Go"),
        ("Go, Rust, TypeScript", "Rust"),
        ("Wrote services in Go and gRPC", "Go"),
        ("Go developer", "Go"),
        ("Backend: Go", "Go"),
        ("Node.js, Express, MongoDB", "Express"),
        ("Java, Spring, Hibernate", "Spring"),
        ("Spring framework", "Spring"),
        ("Excel", "Microsoft Excel"),
        ("Advanced Excel, Word and PowerPoint", "Microsoft Excel"),
        ("Proficient in Excel", "Microsoft Excel"),
        ("Built reports in Excel for the board", "Microsoft Excel"),
        ("EXCEL", "Microsoft Excel"),
        ("Spark and Hadoop", "Apache Spark"),
        ("Skills: Swift, Objective-C", "Swift"),
        ("负责用Go开发后端服务", "Go"),
        ("Опыт работы с Excel", "Microsoft Excel"),
        ("CI/CD", "CI/CD"),
        ("F#, OCaml", "F#"),
        ("ASP.NET MVC", "ASP.NET"),
        ("Ruby, Rails 7", "Ruby"),
        ("Chef Infra, Puppet, Ansible", "Puppet"),
        ("Snowflake, dbt", "Snowflake"),
        ("Epic, Cerner", "Epic (EHR)"),
    ]);
}

#[test]
fn ordinary_words_are_no_skills() {
    let wrong: Vec<String> = [
        ("Curator, Rust Belt heritage museum", "Rust"),
        ("Treated rust on steel beams", "Rust"),
        ("Rust removal and painting", "Rust"),
        ("I excel at working with people", "Microsoft Excel"),
        ("Students excel in my classes", "Microsoft Excel"),
        ("Excel in a fast-paced environment", "Microsoft Excel"),
        ("American Express, Phoenix", "Express"),
        ("Express your ideas clearly", "Express"),
        ("Spring 2019", "Spring"),
        ("In spring we planted 40 trees", "Spring"),
        ("Spring Festival gala", "Spring"),
        ("Organised the spring sale", "Spring"),
        ("Ready to go the extra mile", "Go"),
        ("Go to market", "Go"),
        ("go live in three weeks", "Go"),
        ("Vitamin C", "C"),
        ("Hepatitis C ward", "C"),
        ("John C. Miller", "C"),
        ("Section C of the plan", "C"),
        ("R. Schmidt, editor", "R"),
        ("Toys R Us", "R"),
        ("R&D department", "R"),
        ("Reacted swiftly", "Swift"),
        ("Swift response to alarms", "Swift"),
        ("Taylor Swift concert", "Swift"),
        ("Julia Schneider", "Julia"),
        ("Head Chef", "Chef (configuration)"),
        ("Sous Chef at Le Grand", "Chef (configuration)"),
        ("Puppet theatre", "Puppet"),
        ("Gave access to patients", "Microsoft Access"),
        ("Word of mouth", "Microsoft Word"),
        ("Lean on colleagues", "Lean"),
        ("Sketch the outline of a plan", "Sketch"),
        ("Salt Lake City", "SaltStack"),
        ("Teams of up to 12", "Microsoft Teams"),
        ("Led teams across 3 sites", "Microsoft Teams"),
        ("Oracle Park stadium tours", "Oracle Database"),
        ("Epic fantasy novels", "Epic (EHR)"),
        ("Changed spark plugs", "Apache Spark"),
        ("a spark of interest", "Apache Spark"),
        ("Unity of purpose", "Unity"),
        ("rest days", "REST APIs"),
        ("soap and towels", "SOAP"),
        ("Flask of hot tea", "Flask"),
        ("Chicken express delivery", "Express"),
    ]
    .into_iter()
    .filter(|(line, name)| names(line).contains(name))
    .map(|(line, name)| format!("{line:?} should not name {name:?}"))
    .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn near_spellings_are_other_things() {
    assert_eq!(names("Java"), ["Java"]);
    assert_eq!(names("JavaScript"), ["JavaScript"]);
    assert!(!names("JavaScript developer").contains(&"Java"));
    assert!(!names("C++").contains(&"C"));
    assert!(!names("C#").contains(&"C"));
    assert!(!names("Objective-C").contains(&"C"));
    assert!(!names("RabbitMQ, Rstudio").contains(&"Ruby"));
    assert!(names("Foxglove Trading plc, Present").is_empty());
    assert!(names("Certified Public Accountant, presented with an award").is_empty());
    assert!(names("Senior Project Manager").is_empty());
    assert!(names("Graphic Designer (m/w/d)").is_empty());
    assert!(names("Benefits: free fruit, training budget").is_empty());
    assert!(names("Profil recherché").is_empty());
    assert!(names("Mise en place de nouvelles procédures").is_empty());
    assert_eq!(names("programmed PLC units"), ["PLC programming"]);
    assert!(!names("accounts of the war").contains(&"Accounting"));
    assert!(!names("counted the stock of ideas").contains(&"Inventory management"));
}
