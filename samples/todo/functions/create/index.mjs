import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const answer = (statusCode, body) => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
  body: JSON.stringify(body),
});

export const handler = async (event) => {
  let todo;
  try {
    todo = JSON.parse(event.body);
  } catch {
    return answer(400, { message: 'The body is no JSON.' });
  }
  const title = typeof todo?.title === 'string' ? todo.title.trim() : '';
  if (!title || title.length > 200) return answer(400, { message: 'A to-do needs a title of 1 to 200 characters.' });
  // Ids sort by time, so that a list is in the order of making.
  const item = {
    owner: event.requestContext.authorizer.claims.sub,
    id: Date.now().toString(36).padStart(9, '0') + randomBytes(4).toString('hex'),
    title,
    done: false,
    ...(typeof todo.attachment === 'string' ? { attachment: todo.attachment.slice(0, 500) } : {}),
  };
  await db.send(new PutCommand({ TableName: process.env.TABLE, Item: item, ConditionExpression: 'attribute_not_exists(id)' }));
  const { owner, ...shown } = item;
  return answer(201, shown);
};
