"""Captions that stand on every screen."""

MENU = "Меню"
BACK = "← Назад"
