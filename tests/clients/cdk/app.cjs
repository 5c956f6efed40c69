// A CDK application as people write them: functions, a table, a queue, an API, and a site that custom resources fill and empty.
const { App, CfnOutput, Duration, RemovalPolicy, Stack } = require('aws-cdk-lib');
const apigateway = require('aws-cdk-lib/aws-apigateway');
const dynamodb = require('aws-cdk-lib/aws-dynamodb');
const lambda = require('aws-cdk-lib/aws-lambda');
const { SqsEventSource } = require('aws-cdk-lib/aws-lambda-event-sources');
const s3 = require('aws-cdk-lib/aws-s3');
const deployment = require('aws-cdk-lib/aws-s3-deployment');
const sqs = require('aws-cdk-lib/aws-sqs');

const stack = new Stack(new App(), process.env.STACK, { env: { account: '000000000000', region: 'us-east-1' } });
const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING }, billingMode: dynamodb.BillingMode.PAY_PER_REQUEST, removalPolicy: RemovalPolicy.DESTROY });
const queue = new sqs.Queue(stack, 'Queue', { visibilityTimeout: Duration.seconds(Number(process.env.VISIBILITY)), enforceSSL: true });
const handler = new lambda.Function(stack, 'Function', {
  runtime: lambda.Runtime.NODEJS_20_X, handler: 'index.handler', code: lambda.Code.fromAsset('function'), environment: { TABLE: table.tableName },
});
table.grantReadWriteData(handler);
handler.addEventSource(new SqsEventSource(queue, { batchSize: 5 }));
const api = new apigateway.RestApi(stack, 'Api');
api.root.addResource('hello').addMethod('GET', new apigateway.LambdaIntegration(handler));
const site = new s3.Bucket(stack, 'Site', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true, enforceSSL: true });
new deployment.BucketDeployment(stack, 'Content', { sources: [deployment.Source.data('index.html', '<h1>hello</h1>')], destinationBucket: site });
new CfnOutput(stack, 'SiteBucket', { value: site.bucketName });
new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
new CfnOutput(stack, 'ApiId', { value: api.restApiId });
