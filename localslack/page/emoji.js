/** The emoji people and bots use by name; an unknown name is shown as it was typed. */

const EMOJI = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_down: "⬇️", arrow_left: "⬅️", arrow_right: "➡️", arrow_up: "⬆️",
  ballot_box_with_check: "☑️", bar_chart: "📊", bell: "🔔", black_circle: "⚫", blush: "😊", book: "📖", books: "📚",
  bookmark: "🔖", bulb: "💡", busts_in_silhouette: "👥", calendar: "📆", chart_with_downwards_trend: "📉",
  chart_with_upwards_trend: "📈", check: "✔️", clap: "👏", clipboard: "📋", clock9: "🕘", crescent_moon: "🌙",
  cry: "😢", date: "📅", dart: "🎯", exclamation: "❗", eyes: "👀", file_folder: "📁", flag: "🚩", grey_question: "❔",
  hand: "✋", heart: "❤️", heavy_check_mark: "✔️", heavy_minus_sign: "➖", heavy_plus_sign: "➕",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", house: "🏠", information_source: "ℹ️", key: "🔑",
  large_blue_circle: "🔵", large_green_circle: "🟢", large_orange_circle: "🟠", large_yellow_circle: "🟡",
  large_green_square: "🟩", large_red_square: "🟥", large_yellow_square: "🟨", leftwards_arrow_with_hook: "↩️",
  link: "🔗", lock: "🔒", mag: "🔍", mailbox: "📫", mega: "📣", memo: "📝", muscle: "💪", no_bell: "🔕", no_entry: "⛔",
  no_entry_sign: "🚫", ok: "🆗", ok_hand: "👌", page_facing_up: "📄", palm_tree: "🌴", paperclip: "📎",
  pencil: "📝", pencil2: "✏️", point_right: "👉", pray: "🙏", pushpin: "📌", question: "❓", raised_hand: "✋",
  raised_hands: "🙌", recycle: "♻️", red_circle: "🔴", repeat: "🔁", rocket: "🚀", rotating_light: "🚨",
  round_pushpin: "📍", scales: "⚖️", seedling: "🌱", shield: "🛡️", simple_smile: "🙂", slightly_smiling_face: "🙂",
  smile: "😄", smiley: "😃", snowflake: "❄️", sos: "🆘", sparkles: "✨", speech_balloon: "💬", star: "⭐",
  stopwatch: "⏱️", sunny: "☀️", sunrise: "🌅", tada: "🎉", thinking_face: "🤔", thumbsdown: "👎", thumbsup: "👍",
  triangular_flag_on_post: "🚩", unlock: "🔓", warning: "⚠️", wave: "👋", white_check_mark: "✅", white_circle: "⚪",
  wrench: "🔧", x: "❌", zap: "⚡",
};

/** The emoji of that name without its colons, or ":name:". */
export function emoji(name) {
  return EMOJI[name.replace(/::skin-tone-\d$/, "")] ?? `:${name}:`;
}

/** Whether a name is one this page can show. */
export function isEmoji(name) {
  return Object.hasOwn(EMOJI, name);
}
