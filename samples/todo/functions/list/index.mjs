import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

// One page of the caller's to-dos; `next` leads to the following one.
export const handler = async (event) => {
  const owner = event.requestContext.authorizer.claims.sub;
  const after = event.queryStringParameters?.after;
  const page = await db.send(new QueryCommand({
    TableName: process.env.TABLE,
    KeyConditionExpression: '#owner = :owner',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':owner': owner },
    Limit: 50,
    ExclusiveStartKey: after ? { owner, id: after } : undefined,
  }));
  const todos = page.Items.map(({ owner: _, ...todo }) => todo);
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
    body: JSON.stringify({ todos, next: page.LastEvaluatedKey?.id }),
  };
};
