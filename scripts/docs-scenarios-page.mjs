// One page of docs/scenarios: the scenarios of a topic, each with its story, its world as the file
// writes it, its requests and the answers that are expected.
import { steps } from './docs-scenarios-steps.mjs';
import {
  caller,
  cell,
  circumstances,
  code,
  decision,
  shortArn,
  visible,
} from './docs-scenarios-words.mjs';

/** A title as Markdown text: two underscores would make it bold. */
export function heading(title) {
  return title.replaceAll('_', '\\_');
}

/** The text of a topic's page. */
export function scenarioPage({ title, intro, scenarios, id }) {
  return [`# ${title}`, '', intro, '', ...scenarios.flatMap((scenario) => section(id, scenario))]
    .join('\n')
    .replace(/\n+$/, '\n');
}

function section(topic, scenario) {
  const { title, story, source, name, clock } = scenario;
  const several = Object.keys(scenario.world.accounts).length > 1;
  return [
    `## ${heading(title)}`,
    '',
    story.trim(),
    '',
    '```yaml',
    ...worldText(scenario.text),
    '```',
    '',
    ...(clock === undefined
      ? []
      : [`${scenario.steps ? 'At the beginning the' : 'The'} clock says ${clock}.`, '']),
    ...(scenario.steps ? steps(scenario, several) : requests(scenario, several)),
    '',
    `Read more: ${[source].flat().map(link).join(', ')}. `.trim(),
    `The file: [${name}](../../fixtures/scenarios/${topic}/${name}).`,
    '',
  ];
}

/** The lines of the file from `accounts` to the requests, without their indent. */
function worldText(text) {
  const lines = text.split('\n');
  const from = lines.indexOf('world:');
  const to = lines.findIndex((line) => line === 'requests:' || line === 'steps:');
  return lines.slice(from + 1, to).map((line) => line.replace(/^ {2}/, ''));
}

function requests(scenario, several) {
  return [
    '| Request | Answer |',
    '|---|---|',
    ...scenario.requests.map(
      (request) => `| ${asked(request, several)} | ${answered(request.expect)} |`,
    ),
  ];
}

function asked(request, several) {
  const { name, principal, action, key, resource } = request;
  const on = key ?? resource;
  const what = `${caller(principal, several)}: ${code(visible(action))}${on === undefined ? '' : ` on ${code(shortArn(on, several))}`}`;
  return cell([`**${name}**`, [what, ...circumstances(request)].join('; ')].join('<br>'));
}

function answered({ error, ...expect }) {
  if (error !== undefined) return cell(`refused: ${code(error.code)}`);
  return cell(decision(expect).join('<br>'));
}

function link(url) {
  return `[${url.split('/').at(-1).replace('.html', '')}](${url})`;
}
