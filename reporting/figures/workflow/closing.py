def close_ended() -> int:
    return 0
