// A minimal discord.js bot that answers messages and a slash command.
// Usage: node bot.mjs <API address without version> <token>
import { Client, Events, GatewayIntentBits, Partials, REST, Routes, SlashCommandBuilder } from "discord.js";

const [api, token] = process.argv.slice(2);
const intents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.MessageContent,
  GatewayIntentBits.DirectMessages,
];
// Direct message channels are not sent by the gateway beforehand, so the client must accept partial channels.
const client = new Client({ intents, partials: [Partials.Channel], rest: { api } });

client.once(Events.ClientReady, async (ready) => {
  const ask = new SlashCommandBuilder()
    .setName("ask")
    .setDescription("Ask something")
    .addStringOption((option) => option.setName("question").setDescription("What?").setRequired(true));
  await new REST({ api }).setToken(token).put(Routes.applicationCommands(ready.application.id), { body: [ask.toJSON()] });
  console.log("ready");
});

client.on(Events.MessageCreate, async (message) => {
  if (!message.author.bot) await message.reply(`discord.js heard: ${message.content}`);
});

client.on(Events.InteractionCreate, async (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  await interaction.deferReply();
  await interaction.editReply(`discord.js was asked: ${interaction.options.getString("question")}`);
});

process.on("SIGTERM", async () => {
  await client.destroy();
  process.exit(0);
});

await client.login(token);
