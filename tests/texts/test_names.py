from texts.names import greeting


def test_greeting_by_name_and_patronymic_or_by_nothing() -> None:
    assert greeting("Иванова Ольга Сергеевна") == "Ольга\u00a0Сергеевна, добрый день!"
    assert greeting("Иванова") == "Добрый день!"


def test_a_pupil_is_greeted_by_the_given_name() -> None:
    assert greeting("Кузнецов Артём Сергеевич", pupil=True) == "Артём, добрый день!"
    assert greeting("Кузнецов", pupil=True) == "Добрый день!"
