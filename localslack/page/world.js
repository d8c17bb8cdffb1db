/** What this page knows of the workspace, and who is looking at it. */

export const world = {
  team: {},
  bot: {},
  users: new Map(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
  conversations: [],
  clock: null,
  me: "",
  channel: "",
  home: false,
};

/** Takes in the server's answer to /page/bootstrap. */
export function remember(answer) {
  const { team, bot, users, channels, commands, shortcuts } = answer;
  Object.assign(world, { team, bot, commands: commands ?? [], shortcuts: shortcuts ?? [] });
  world.users = new Map(users.map((user) => [user.id, user]));
  world.channels = new Map(channels.map((channel) => [channel.id, channel]));
}

/** People who can be chosen: everyone still here, and no bots. */
export function people() {
  return [...world.users.values()].filter((user) => !user.deleted && !user.is_bot);
}

/** A person's name as shown, or the bot's; an unknown id is shown as it is. */
export function personName(id) {
  if (id === world.bot.user_id) return world.bot.name;
  const user = world.users.get(id);
  return user ? user.real_name || user.name : id;
}

/** A channel's name without its "#". */
export function channelName(id) {
  return world.channels.get(id)?.name ?? id;
}

/** A conversation as one writes it: a channel with its "#", a group message by the others in it. */
export function placeName(place) {
  if (place?.kind !== "mpim") return `#${place?.name ?? ""}`;
  return place.members.filter((id) => id !== world.me && id !== world.bot.user_id).map(personName).join(", ");
}

/** The time zone of the person looking. */
export function zone() {
  return world.users.get(world.me)?.tz || "Europe/London";
}

/** The conversation being looked at. */
export function conversation() {
  return world.conversations.find((one) => one.id === world.channel);
}

/** The bot's direct messages with the person looking. */
export function directMessages() {
  return world.conversations.find((one) => one.kind === "im");
}
