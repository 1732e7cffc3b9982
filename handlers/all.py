"""Imports every feature once, so that its buttons, states and commands are registered."""

from importlib import import_module

FEATURES = (
    "adult_help", "answer_history", "applying", "audit_log", "bank_deciding", "bank_editing",
    "bank_files", "bank_prompts", "bank_search", "banks", "calendar_files", "campaign_audience",
    "campaign_end", "campaign_launch", "campaign_lines", "campaign_paper", "campaign_people",
    "campaign_person", "campaign_picks", "campaign_prompts", "campaigns", "closing", "consent",
    "consent_blanks", "consent_entering", "consent_lists", "consent_papers", "consent_prompts",
    "consent_scans", "correction", "days", "decisions", "digest", "draft", "erasing", "evidence",
    "exporting", "folder", "forecast", "handing", "health", "health_prompts", "health_rules",
    "help", "hubs", "invitations", "item", "item_edit", "item_move", "item_people", "kinds",
    "launch", "leaves", "lesson_visit", "meeting_answers", "meeting_files", "meeting_fix",
    "meeting_log", "meeting_notes", "meeting_plan", "meeting_prompts", "meeting_ratings",
    "meeting_series", "meeting_slots", "meeting_step", "meetings", "menu", "merging", "mine",
    "muting", "next_year", "noise", "nudging", "on_paper", "opinions", "order", "organisations",
    "own_data", "pair_edit", "pair_enter", "pair_files", "pair_import", "pair_offers",
    "pair_papers", "pair_prompts", "pair_states", "pair_substitutes", "pairs", "papers",
    "parenting", "people", "pictures", "plans", "portfolio", "programme_agreeing",
    "programme_bank", "programme_files", "programme_results", "programme_text", "programmes",
    "psychologist", "qr", "questionnaire_list", "questionnaire_papers", "questionnaire_trial",
    "questionnaires", "reminders", "responsibles", "roadmap", "roadmap_lists", "roles", "roster",
    "roster_files", "roundtrip", "school_times", "schools", "settings", "settling", "start",
    "survey", "survey_answers", "survey_changes", "survey_levels", "survey_list", "survey_proof",
    "survey_result_files", "survey_results", "survey_sent_files", "survey_summary", "templates",
    "twins", "typed_paper", "upload", "waiting", "wizard", "wizard_people",
)  # fmt: skip

for name in FEATURES:
    import_module(f"handlers.{name}")
