import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const answer = (statusCode, body) => ({ statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

export const handler = async ({ httpMethod, pathParameters: { id }, body }) => {
  if (httpMethod === 'GET') {
    const { Item } = await db.send(new GetCommand({ TableName: process.env.TABLE, Key: { id } }));
    return Item ? answer(200, Item) : answer(404, { message: 'There is no such note.' });
  }
  let text;
  try {
    ({ text } = JSON.parse(body));
  } catch {
    return answer(400, { message: 'The body is no JSON.' });
  }
  if (typeof text !== 'string') return answer(400, { message: 'A note needs a text.' });
  await db.send(new PutCommand({ TableName: process.env.TABLE, Item: { id, text } }));
  return answer(200, { id, text });
};
