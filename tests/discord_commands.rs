//! The slash commands: what they are, what registering them writes, and what it leaves alone.

#![cfg(all(feature = "cli", feature = "discord"))]
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests, too")]

mod support;

use attache::discord::commands::{CommandProblem, CommandSpec, clashes, wanted};
use attache::discord::diff::{Change, Scope, diff};
use attache::discord::registration::{Registrar, RegistrationError};
use attache::knowledge::{Knowledge, MAX_TOPICS};
use serde_json::{Value, json};
use serenity::all::{Command, EventHandler, Http};
use serenity::async_trait;

use self::support::bot::Bot;
use self::support::fake::{Fake, Fault, ME};
use self::support::{events, knowledge};

fn specs() -> Vec<CommandSpec> {
    wanted(&knowledge::knowledge()).unwrap()
}

/// The command of this name.
fn spec(name: &str) -> CommandSpec {
    specs().into_iter().find(|spec| spec.name == name).unwrap()
}

/// All commands for the small knowledge base.
const NAMES: [&str; 8] = ["ask", "topics", "timeline", "sources", "about", "Answer this", "mou", "olympics"];

/// A command as Discord gives it back, with what a test wants different.
fn there(spec: &CommandSpec, changes: &Value) -> Command {
    let mut command = serde_json::to_value(spec.everywhere()).unwrap();
    command["id"] = json!("1");
    command["application_id"] = json!("100");
    command["version"] = json!("2");
    if command.get("description").is_none() {
        command["description"] = json!("");
    }
    for (key, value) in changes.as_object().unwrap() {
        command[key] = value.clone();
    }
    serde_json::from_value(command).unwrap()
}

#[test]
fn ask_and_every_topic_are_commands_within_discords_limits() {
    for spec in specs() {
        let mut command = serde_json::to_value(spec.everywhere()).unwrap();
        command["version"] = json!("1");
        if command.get("description").is_none() {
            // Discord gives it back empty.
            command["description"] = json!("");
        }
        let command: twilight_model::application::command::Command = serde_json::from_value(command).unwrap();
        twilight_validate::command::command(&command).unwrap();
    }
    let names: Vec<String> = specs().into_iter().map(|spec| spec.name).collect();
    assert_eq!(names, NAMES);
}

#[test]
fn ask_is_offered_in_italian_and_korean_too() {
    let ask = serde_json::to_value(spec("ask").everywhere()).unwrap();
    assert_eq!(ask["name_localizations"], json!({"it": "chiedi", "ko": "물어보기"}));
    let descriptions = ["Fai una domanda: la risposta arriva con le fonti", "질문에 출처와 함께 답변합니다"];
    assert_eq!(ask["description_localizations"], json!({"it": descriptions[0], "ko": descriptions[1]}));
    let options: Vec<&Value> = ask["options"].as_array().unwrap().iter().collect();
    assert_eq!(options[0]["name_localizations"], json!({"it": "domanda", "ko": "질문"}));
    assert_eq!((&options[0]["required"], &options[0]["max_length"]), (&json!(true), &json!(500)));
    let values: Vec<&Value> = options[1]["choices"].as_array().unwrap().iter().map(|choice| &choice["value"]).collect();
    assert_eq!(values, ["en", "it", "ko"]);
    assert_eq!(options[2]["type"], 5);
    let completes = |name: &str, option: usize| spec(name).options[option].autocomplete;
    assert!(completes("ask", 0) && completes("mou", 0) && completes("timeline", 0) && completes("sources", 0));
}

#[test]
fn answer_this_stands_in_the_menu_of_a_message() {
    let menu = serde_json::to_value(spec("Answer this").everywhere()).unwrap();
    assert_eq!((&menu["type"], menu.get("description")), (&json!(3), None));
    assert_eq!(menu["name_localizations"], json!({"it": "Rispondi a questo messaggio", "ko": "이 질문에 답변 받기"}));
}

#[test]
fn a_topic_is_described_in_the_languages_it_has() {
    let mou = &spec("mou");
    assert_eq!(mou.description, "What was signed");
    assert_eq!(mou.description_localizations["ko"], "무엇에 서명했는지");
    let mut knowledge = knowledge::knowledge();
    knowledge.topics[0].description = serde_json::from_value(json!({"it": "Accordi ".repeat(30)})).unwrap();
    let mou = wanted(&knowledge).unwrap().into_iter().find(|spec| spec.name == "mou").unwrap();
    assert!(mou.description.starts_with("Accordi Accordi") && mou.description.ends_with("Accordi…"), "{mou:?}");
    assert!(mou.description.chars().count() <= 100);
    assert!(mou.description_localizations.is_empty(), "the base is the Italian one already");
}

#[test]
fn commands_show_in_servers_in_direct_messages_and_for_those_who_install_them_for_themselves() {
    let everywhere = serde_json::to_value(spec("mou").everywhere()).unwrap();
    assert_eq!((&everywhere["integration_types"], &everywhere["contexts"]), (&json!([0, 1]), &json!([0, 1, 2])));
    let in_one_server = serde_json::to_value(spec("mou").for_guild()).unwrap();
    assert!(in_one_server.get("contexts").is_none());
}

#[test]
fn topics_that_discord_could_not_offer_are_all_named() {
    let mut knowledge = knowledge::knowledge();
    let topic = knowledge.topics[0].clone();
    // Discord's own rule takes an apostrophe, and the vowel signs of Devanagari.
    for name in ["ask", "about", "mou", "No Good", "", "x".repeat(33).as_str(), "양해각서", "l'arte", "हिन्दी"]
    {
        knowledge.topics.push(attache::knowledge::Topic { command: name.to_owned(), ..topic.clone() });
    }
    let bad = |name: &str| CommandProblem::BadName(name.to_owned());
    assert_eq!(
        wanted(&knowledge).unwrap_err(),
        [
            CommandProblem::Reserved("ask".to_owned()),
            CommandProblem::Reserved("about".to_owned()),
            CommandProblem::Twice("mou".to_owned()),
            bad("No Good"),
            bad(""),
            bad(&"x".repeat(33)),
        ]
    );
}

#[test]
fn a_hundred_commands_are_taken_and_one_more_is_refused() {
    let topic = knowledge::knowledge().topics[0].clone();
    let topics = |count: usize| {
        let topic = |n| attache::knowledge::Topic { command: format!("topic-{n}"), ..topic.clone() };
        Knowledge { topics: (0..count).map(topic).collect(), ..Knowledge::default() }
    };
    assert_eq!(wanted(&topics(MAX_TOPICS)).unwrap().len(), 100 + 1, "with the one in the menu, which counts apart");
    let problems = wanted(&topics(MAX_TOPICS + 1)).unwrap_err();
    assert_eq!(problems, [CommandProblem::TooMany(101)]);
    assert_eq!(problems[0].to_string(), "101 commands, but Discord takes 100: merge some topics");
}

/// The commands that the next tests want: `/ask` and `/mou`.
fn two() -> [CommandSpec; 2] {
    [spec("ask"), spec("mou")]
}

#[track_caller]
fn check(there: &[Command], expected: &[&str]) {
    let changes = diff(&two(), there, Scope::Everywhere);
    assert_eq!(changes.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
}

#[test]
fn only_what_is_new_or_different_is_written() {
    let [ask, mou] = &two();
    let same = json!({});
    check(&[], &["+ /ask", "+ /mou"]);
    check(&[there(mou, &same), there(ask, &same)], &["= /ask", "= /mou"]);
    let user_menu = json!({"type": 2, "name": "ask", "name_localizations": null, "options": []});
    check(
        &[there(ask, &user_menu), there(mou, &same)],
        &["+ /ask", "= /mou", "? \"ask\" (menu): not one of ours, left alone"],
    );
}

#[test]
fn what_is_ours_no_longer_goes_and_what_is_the_hosts_stays() {
    let [ask, mou] = &two();
    let same = json!({});
    let host = json!({"name": "ban", "name_localizations": null, "options": []});
    check(
        &[there(ask, &same), there(&spec("olympics"), &same), there(mou, &host), there(&spec("Answer this"), &same)],
        &["= /ask", "+ /mou", "- /olympics", "? /ban: not one of ours, left alone", "- \"Answer this\" (menu)"],
    );
}

#[test]
fn a_command_of_the_host_that_shares_words_with_ours_is_no_command_of_ours() {
    let [ask, mou] = &two();
    let ours = serde_json::to_value(mou.everywhere()).unwrap()["options"].clone();
    let with = |key: &str, value: Value| {
        let mut options = ours.clone();
        options[0][key] = value;
        json!({"name": "quiz", "options": options})
    };
    let mut two_options = with("autocomplete", json!(true));
    two_options["options"].as_array_mut().unwrap().push(json!({"type": 3, "name": "hint", "description": "A hint"}));
    let names = ask.everywhere();
    let names = serde_json::to_value(names).unwrap()["name_localizations"].clone();
    for hosts in [
        with("autocomplete", json!(false)),
        with("max_length", json!(200)),
        with("max_length", Value::Null),
        with("name", json!("answer")),
        two_options,
        json!({"name": "quiz", "name_localizations": {"it": "quiz"}}),
        json!({"name": "inquire", "name_localizations": names, "options": []}),
    ] {
        let name = hosts["name"].as_str().unwrap();
        let left = format!("? /{name}: not one of ours, left alone");
        check(&[there(mou, &hosts), there(ask, &json!({}))], &["= /ask", "+ /mou", &left]);
    }
    let menu = json!({"name": "Reply"});
    let left = "? \"Reply\" (menu): not one of ours, left alone";
    check(&[there(&spec("Answer this"), &menu)], &["+ /ask", "+ /mou", left]);
}

#[test]
fn a_command_of_the_host_with_a_name_of_ours_is_in_the_way() {
    let [ask, mou] = &two();
    let hosts = json!({"name_localizations": {"it": "domanda"}, "options": []});
    check(&[there(ask, &hosts), there(mou, &json!({}))], &["! /ask: there is one that is not ours", "= /mou"]);
    assert_eq!(clashes(&two(), ["ban", "mou"]), [CommandProblem::Clash("mou".to_owned())]);
    let text = CommandProblem::Clash("mou".to_owned()).to_string();
    assert_eq!(
        text,
        "the application has a command \"mou\" already that is not Attaché's: rename that one, or the topic"
    );
}

#[test]
fn every_part_that_differs_is_named() {
    let [ask, mou] = &two();
    let mut options = serde_json::to_value(ask.everywhere()).unwrap()["options"].clone();
    options[0]["max_length"] = json!(400);
    for (changes, part) in [
        (json!({"name_localizations": {"it": "chiedi"}}), "localised names"),
        (json!({"description": "Ask"}), "description"),
        (json!({"description_localizations": null}), "localised descriptions"),
        (json!({"options": options}), "options"),
        (json!({"nsfw": true}), "age restriction"),
        (json!({"contexts": [0]}), "where it shows"),
        (json!({"integration_types": [0]}), "where it shows"),
    ] {
        check(&[there(ask, &changes), there(mou, &json!({}))], &[&format!("~ /ask: {part}"), "= /mou"]);
    }
}

#[test]
fn what_a_server_set_and_the_order_of_places_make_no_difference() {
    let [ask, mou] = &two();
    let set = json!({"default_member_permissions": "8", "contexts": [2, 1, 0], "integration_types": [1, 0]});
    check(&[there(ask, &set), there(mou, &json!({"name_localizations": null}))], &["= /ask", "= /mou"]);
}

fn everywhere(http: &Http) -> Registrar<'_> {
    Registrar::new(http, ME.into(), Scope::Everywhere)
}

#[tokio::test]
async fn nothing_is_written_while_a_name_is_the_hosts() {
    let fake = Fake::start().await;
    let http = fake.http();
    let host = serenity::all::CreateCommand::new("mou").description("The host's");
    http.create_global_command(&host).await.unwrap();
    let registrar = everywhere(&http);
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    let problems = registrar.apply(&changes).await.unwrap_err();
    assert!(matches!(&problems[..], [RegistrationError::Clash(names)] if names == &["/mou"]), "{problems:?}");
    assert_eq!(fake.commands(None).len(), 1);
}

#[tokio::test]
async fn uninstalling_takes_ours_away_and_none_besides() {
    let fake = Fake::start().await;
    let http = fake.http();
    let host = serenity::all::CreateCommand::new("ban").description("Bans somebody");
    http.create_global_command(&host).await.unwrap();
    let registrar = everywhere(&http);
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    registrar.apply(&changes).await.unwrap();
    let changes = registrar.plan_removal().await.unwrap();
    assert_eq!(registrar.apply(&changes).await.unwrap(), NAMES.len());
    assert_eq!(names(&fake.commands(None)), ["ban"]);
}

fn names(commands: &[Value]) -> Vec<&str> {
    commands.iter().filter_map(|command| command["name"].as_str()).collect()
}

#[tokio::test]
async fn commands_of_the_host_stay_and_a_changed_one_of_ours_is_updated() {
    let fake = Fake::start().await;
    let http = fake.http();
    let host = serenity::all::CreateCommand::new("ban").description("Bans somebody");
    http.create_global_command(&host).await.unwrap();
    let mut old = spec("mou");
    old.description = "Older".to_owned();
    http.create_global_command(&old.everywhere()).await.unwrap();

    let registrar = everywhere(&http);
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    assert_eq!(registrar.apply(&changes).await.unwrap(), NAMES.len());
    let others = NAMES.into_iter().filter(|name| *name != "mou");
    assert_eq!(names(&fake.commands(None)), ["ban", "mou"].into_iter().chain(others).collect::<Vec<_>>());
    assert_eq!(fake.commands(None)[1]["description"], "What was signed");
    assert!(fake.transcript().iter().all(|request| !["PUT", "DELETE"].contains(&request.method.as_str())));

    let again = registrar.plan(&knowledge::knowledge()).await.unwrap();
    assert!(again.iter().all(|change| !change.is_write()), "{again:?}");
    assert!(matches!(again.last(), Some(Change::Leave(there)) if there.name == "ban"), "{again:?}");
}

#[tokio::test]
async fn in_one_server_a_second_start_writes_nothing_either() {
    let fake = Fake::start().await;
    let http = fake.http();
    let registrar = Registrar::new(&http, ME.into(), Scope::Guild(events::GUILD));
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    assert_eq!(registrar.apply(&changes).await.unwrap(), NAMES.len());
    assert_eq!((fake.commands(Some(events::GUILD)).len(), fake.commands(None).len()), (NAMES.len(), 0));
    let again = registrar.plan(&knowledge::knowledge()).await.unwrap();
    assert!(again.iter().all(|change| !change.is_write()), "{again:?}");
}

#[tokio::test]
async fn who_moves_the_commands_to_one_server_does_not_see_them_twice() {
    let fake = Fake::start().await;
    let http = fake.http();
    let host = serenity::all::CreateCommand::new("ban").description("Bans somebody");
    http.create_global_command(&host).await.unwrap();
    let before = everywhere(&http);
    before.apply(&before.plan(&knowledge::knowledge()).await.unwrap()).await.unwrap();

    let registrar = Registrar::new(&http, ME.into(), Scope::Guild(events::GUILD));
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    let told: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(told[NAMES.len()..][..2], ["? /ban: not one of ours, left alone", "- /ask: registered everywhere"]);
    assert_eq!(registrar.apply(&changes).await.unwrap(), 2 * NAMES.len());
    assert_eq!(
        (names(&fake.commands(None)), names(&fake.commands(Some(events::GUILD)))),
        (vec!["ban"], NAMES.to_vec())
    );

    before.apply(&before.plan(&knowledge::knowledge()).await.unwrap()).await.unwrap();
    assert_eq!(registrar.apply(&registrar.plan_removal().await.unwrap()).await.unwrap(), 2 * NAMES.len());
    assert_eq!((names(&fake.commands(None)), fake.commands(Some(events::GUILD)).len()), (vec!["ban"], 0));
}

#[tokio::test]
async fn a_command_for_which_there_is_no_room_is_reported_and_the_others_are_written() {
    let fake = Fake::start().await;
    let http = fake.http();
    let full = Fault::error("POST", "/commands", 400, 30032, "Maximum number of application commands reached (100)");
    fake.fail_next(full);
    let registrar = everywhere(&http);
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    let problems = registrar.apply(&changes).await.unwrap_err();
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems, ["no room for /ask: the application has as many commands as Discord takes, all together"]);
    assert_eq!(fake.commands(None).len(), NAMES.len() - 1);
}

#[tokio::test]
async fn a_failure_of_discords_costs_no_command() {
    let fake = Fake::start().await;
    let http = fake.http();
    http.create_global_command(&spec("mou").everywhere().name("gone")).await.unwrap();
    for (method, path) in [("GET", "/commands"), ("DELETE", ""), ("POST", "/commands"), ("POST", "/commands")] {
        fake.fail_next(Fault::error(method, path, 502, 0, "Bad Gateway"));
    }
    let registrar = everywhere(&http);
    let changes = registrar.plan(&knowledge::knowledge()).await.unwrap();
    assert_eq!(registrar.apply(&changes).await.unwrap(), NAMES.len() + 1);
    assert_eq!(names(&fake.commands(None)), NAMES);
}

#[tokio::test]
async fn a_registration_that_fails_stops_no_answers() {
    let fake = Fake::start().await;
    fake.fail_next(Fault::error("GET", "/commands", 403, 50001, "Missing Access"));
    let bot = Bot::start_with(&fake, knowledge::desk(), json!({})).await;
    fake.dispatch("MESSAGE_CREATE", events::direct(1, knowledge::HOW_MANY));
    fake.reply_to(1).await;
    bot.stop().await;
    assert!(fake.commands(None).is_empty());
}

#[tokio::test]
async fn the_host_beside_the_plugin_gets_every_event_too() {
    struct Host(tokio::sync::mpsc::UnboundedSender<String>);

    #[async_trait]
    impl EventHandler for Host {
        async fn message(&self, _: serenity::all::Context, message: serenity::all::Message) {
            self.0.send(message.content).unwrap();
        }
    }

    let fake = Fake::start().await;
    let (seen, mut messages) = tokio::sync::mpsc::unbounded_channel();
    let bot = Bot::start_beside(&fake, knowledge::desk(), json!({"register_commands": false}), Host(seen)).await;
    for (id, text) in [(1, "!ping"), (2, knowledge::OPENING)] {
        fake.dispatch("MESSAGE_CREATE", events::direct(id, text));
        assert_eq!(messages.recv().await.unwrap(), text);
    }
    fake.reply_to(2).await;
    assert_eq!(bot.plugin.commands(["ping"]).unwrap().len(), NAMES.len());
    assert_eq!(bot.plugin.commands(["ask"]).unwrap_err(), [CommandProblem::Clash("ask".to_owned())]);
    bot.stop().await;
}
