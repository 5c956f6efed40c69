import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, DeleteCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));

export const handler = async (event) => {
  await db.send(new DeleteCommand({
    TableName: process.env.TABLE,
    Key: { owner: event.requestContext.authorizer.claims.sub, id: event.pathParameters.id },
  }));
  return { statusCode: 204, headers: { 'access-control-allow-origin': '*' }, body: '' };
};
