using System.Reflection;
using System.Text;
using Undercast.Kernel;

namespace Undercast.DynamoDb.Tests;

// Every row: what nubo-db/dynamodb-conformance recorded from the service (tests/tier1, tests/tier3/error-messages, tests/tier3/validation-ordering, captured in 2026).
public sealed class ConformanceTests : Fixture
{
    private const string Long256 = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string EmptyKey = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk";
    private const string EmptyBinaryKey = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: pk";
    private const string EmptyIndexKey = "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: gsi1, IndexKey: x";
    private const string NoMatch = "The provided key element does not match the schema";
    private const string Overlap = "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ";
    private const string NotFound = "ResourceNotFoundException: Requested resource not found";

    private async Task TablesAsync()
    {
        await MakeAsync("hash", "S", "");
        await MakeAsync("bin", "B", "");
        await MakeAsync("comp", "S", ""","LocalSecondaryIndexes":[{"IndexName":"lsi1","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"x","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}}],"GlobalSecondaryIndexes":[{"IndexName":"gsi1","KeySchema":[{"AttributeName":"x","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]""", ranged: true);
    }

    private async Task MakeAsync(string name, string type, string more, bool ranged = false) 
    {
        await Service.CreateTable(In<CreateTableInput>($$"""
        {"TableName":"{{name}}","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}{{(ranged ? """,{"AttributeName":"sk","KeyType":"RANGE"}""" : "")}}],
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"{{type}}"}{{(ranged ? """,{"AttributeName":"sk","AttributeType":"S"},{"AttributeName":"x","AttributeType":"S"}""" : "")}}]{{more}} }
        """), Call);
        await SettleAsync();
    }

    // What an operation answers: nothing, or the error with its text.
    private async Task<string> AnswerAsync(string operation, string json)
    {
        try
        {
            var input = DynamoDbApi.Descriptor.Operations[operation].ReadDocument(Encoding.UTF8.GetBytes(json));
            var method = typeof(IDynamoDb).GetMethod(operation)!;
            var task = method.Invoke(Service, BindingFlags.DoNotWrapExceptions, null, [input, Call], null)!;
            await (Task)task.GetType().GetMethod("AsTask")!.Invoke(task, null)!;
            return "";
        }
        catch (CommonException e)
        {
            return e.Message;
        }
        catch (AwsException e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    [Theory]
    [InlineData("PutItem", """{"Item":{"pk":{"S":"a"}}}""", "1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null")]
    [InlineData("PutItem", """{"TableName":"","Item":{"pk":{"S":"a"}}}""", "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("PutItem", $$"""{"TableName":"{{Long256}}","Item":{"pk":{"S":"a"} } }""", $"1 validation error detected: Value '{Long256}' at 'tableName' failed to satisfy constraint: Member must have length less than or equal to 255")]
    [InlineData("PutItem", """{"TableName":"bad table!@#","Item":{"pk":{"S":"a"}}}""", "1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")]
    // Validation stops at the table's name.
    [InlineData("PutItem", """{"TableName":"","ReturnValues":"INVALID","Item":{}}""", "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("UpdateItem", """{"TableName":"x!","Key":{}}""", "1 validation error detected: Value 'x!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")]
    [InlineData("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"},"b":{"SS":[]}}}""", "One or more parameter values were invalid: An string set  may not be empty")]
    [InlineData("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"},"b":{"NS":[]}}}""", "One or more parameter values were invalid: An number set  may not be empty")]
    [InlineData("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"}},"Expected":{"pk":{"Exists":false}},"ConditionExpression":"attribute_not_exists(pk)"}""", "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}")]
    [InlineData("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"}},"ExpressionAttributeValues":{":v":{"S":"x"}}}""", "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null")]
    [InlineData("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"}},"ConditionExpression":"((attribute_not_exists(pk)))"}""", "Invalid ConditionExpression: The expression has redundant parentheses;")]
    [InlineData("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"}},"ConditionExpression":"contains(#a, #a)","ExpressionAttributeNames":{"#a":"data"}}""", "Invalid ConditionExpression: The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [data]")]
    [InlineData("PutItem", """{"TableName":"bin","Item":{"pk":{"B":""}}}""", EmptyBinaryKey)]
    [InlineData("UpdateItem", """{"TableName":"bin","Key":{"pk":{"B":""}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}""", EmptyBinaryKey)]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET pk = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key")]
    [InlineData("UpdateItem", """{"TableName":"comp","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"UpdateExpression":"SET sk = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key")]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":"INVALID SYNTAX HERE","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "Invalid UpdateExpression: Syntax error; token: \"INVALID\", near: \"INVALID SYNTAX\"")]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":"x"}},"ExpressionAttributeNames":{"#u":"b"}}""", "Value provided in ExpressionAttributeNames unused in expressions: keys: {#u}")]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":"x"},":u":{"S":"y"}}}""", "Value provided in ExpressionAttributeValues unused in expressions: keys: {:u}")]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET a = :v"}""", "Invalid UpdateExpression: An expression attribute value used in expression is not defined; attribute value: :v")]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":""}""", "Invalid UpdateExpression: The expression can not be empty;")]
    [InlineData("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{":v":{"S":"x"}},"AttributeUpdates":{"a":{"Value":{"S":"x"},"Action":"PUT"}}}""", "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}")]
    [InlineData("Query", """{"TableName":"comp","KeyConditionExpression":"sk = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "Query condition missed key schema element: pk")]
    [InlineData("Query", """{"TableName":"comp","KeyConditionExpression":"attr1 = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "Query condition missed key schema element: pk")]
    [InlineData("Query", """{"TableName":"comp","KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":{"S":"x"}},"Select":"INVALID_VALUE"}""", "1 validation error detected: Value 'INVALID_VALUE' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]")]
    [InlineData("Query", """{"TableName":"comp","IndexName":"gsi1","KeyConditionExpression":"x = :v","ExpressionAttributeValues":{":v":{"S":"x"}},"ConsistentRead":true}""", "Consistent reads are not supported on global secondary indexes")]
    [InlineData("Query", """{"TableName":"comp","KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":{"S":"x"}},"Limit":0}""", "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("Query", """{"TableName":"comp","KeyConditionExpression":"","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "Invalid KeyConditionExpression: The expression can not be empty;")]
    [InlineData("Query", """{"TableName":"comp","KeyConditionExpression":"pk = :pk","FilterExpression":"#m = :f","ExpressionAttributeValues":{":pk":{"S":"x"},":f":{"S":"x"}}}""", "Invalid FilterExpression: An expression attribute name used in the document path is not defined; attribute name: #m")]
    [InlineData("Query", """{"TableName":"hash","IndexName":"none","KeyConditionExpression":"pk = :v","ExpressionAttributeValues":{":v":{"S":"x"}}}""", "The table does not have the specified index: none")]
    [InlineData("Scan", """{"TableName":"hash","IndexName":"none"}""", "The table does not have the specified index: none")]
    [InlineData("Scan", """{"TableName":"hash","Segment":0}""", "The TotalSegments parameter is required but was not present in the request when Segment parameter is present")]
    [InlineData("Scan", """{"TableName":"hash","Segment":5,"TotalSegments":5}""", "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5")]
    [InlineData("Scan", """{"TableName":"hash","TotalSegments":4}""", "The Segment parameter is required but was not present in the request when parameter TotalSegments is present")]
    [InlineData("Scan", """{"TableName":"hash","Limit":0}""", "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("Scan", """{"TableName":"none"}""", NotFound)]
    [InlineData("Scan", """{"TableName":"hash","Segment":-1,"TotalSegments":4}""", "1 validation error detected: Value '-1' at 'segment' failed to satisfy constraint: Member must have value greater than or equal to 0")]
    [InlineData("UpdateTable", """{"TableName":"hash","GlobalSecondaryIndexUpdates":[{"Delete":{"IndexName":"none"}}]}""", NotFound)]
    [InlineData("BatchGetItem", """{"RequestItems":{}}""", "The requestItems parameter is required for BatchGetItem")]
    [InlineData("BatchGetItem", """{"RequestItems":{"none":{"Keys":[{"pk":{"S":"a"}}]}}}""", NotFound)]
    [InlineData("BatchGetItem", """{"RequestItems":{"hash":{"Keys":[{"pk":{"S":"a"}},{"pk":{"S":"a"}}]}}}""", "Provided list of item keys contains duplicates")]
    [InlineData("BatchGetItem", """{"RequestItems":{"hash":{"Keys":[{"pk":{"S":"a"}}],"AttributesToGet":["pk"],"ProjectionExpression":"pk"}}}""", "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}")]
    // Guess: the text of this one; that the mixture is refused was recorded.
    [InlineData("BatchGetItem", """{"RequestItems":{"hash":{"Keys":[{"pk":{"S":"a"}}],"ProjectionExpression":"pk"},"comp":{"Keys":[{"pk":{"S":"a"},"sk":{"S":"b"}}],"AttributesToGet":["pk"]}}}""", "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}")]
    [InlineData("BatchGetItem", """{"RequestItems":{"bin":{"Keys":[{"pk":{"B":""}}]}}}""", EmptyBinaryKey)]
    [InlineData("BatchGetItem", """{"RequestItems":{"hash":{"Keys":[{"pk":{"S":"a"}}],"ProjectionExpression":"a, a"}}}""", Overlap + "[a], path two: [a]")]
    [InlineData("BatchGetItem", """{"RequestItems":{"hash":{"Keys":[{"pk":{"S":"a"}}],"ProjectionExpression":"#a, #b","ExpressionAttributeNames":{"#a":"a","#b":"a"}}}}""", Overlap + "[a], path two: [a]")]
    [InlineData("BatchGetItem", """{"RequestItems":{"hash":{"Keys":[{"pk":{"S":"a"}}],"ProjectionExpression":"a, a.b"}}}""", Overlap + "[a], path two: [a, b]")]
    [InlineData("BatchWriteItem", """{"RequestItems":{}}""", "The requestItems parameter is required for BatchWriteItem")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"none":[{"PutRequest":{"Item":{"pk":{"S":"a"}}}}]}}""", NotFound)]
    [InlineData("BatchWriteItem", """{"RequestItems":{"hash":[{"PutRequest":{"Item":{"pk":{"N":"5"}}}}]}}""", NoMatch)]
    [InlineData("BatchWriteItem", """{"RequestItems":{"hash":[{"PutRequest":{"Item":{"pk":{"L":[{"S":"x"}]}}}}]}}""", NoMatch)]
    [InlineData("BatchWriteItem", """{"RequestItems":{"hash":[{"PutRequest":{"Item":{"pk":{"S":""}}}}]}}""", EmptyKey)]
    [InlineData("BatchWriteItem", """{"RequestItems":{"bin":[{"DeleteRequest":{"Key":{"pk":{"B":""}}}}]}}""", EmptyBinaryKey)]
    [InlineData("BatchWriteItem", """{"RequestItems":{"comp":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"S":"b"},"x":{"N":"5"}}}}]}}""", "One or more parameter values were invalid: Type mismatch for Index Key x Expected: S Actual: N IndexName: gsi1")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"comp":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"S":"b"},"x":{"L":[{"S":"x"}]}}}}]}}""", "One or more parameter values were invalid: Type mismatch for Index Key x Expected: S Actual: L IndexName: gsi1")]
    [InlineData("BatchWriteItem", """{"RequestItems":{"comp":[{"PutRequest":{"Item":{"pk":{"S":"a"},"sk":{"S":"b"},"x":{"S":""}}}}]}}""", EmptyIndexKey)]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"hash","Item":{"pk":{"S":""}}}}]}""", EmptyKey)]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Put":{"TableName":"comp","Item":{"pk":{"S":"a"},"sk":{"S":"b"},"x":{"S":""}}}}]}""", EmptyIndexKey)]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Delete":{"TableName":"hash","Key":{"pk":{"S":""}}}}]}""", EmptyKey)]
    [InlineData("TransactWriteItems", """{"TransactItems":[{"Update":{"TableName":"comp","Key":{"pk":{"S":"a"},"sk":{"S":"b"}},"UpdateExpression":"SET x = :v","ExpressionAttributeValues":{":v":{"S":""}}}}]}""", "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.")]
    [InlineData("TransactGetItems", """{"TransactItems":[]}""", "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1")]
    [InlineData("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"none","Key":{"pk":{"S":"a"}}}}]}""", NotFound)]
    [InlineData("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"hash","Key":{"pk":{"S":"a"}},"ProjectionExpression":"!!!"}}]}""", "Invalid ProjectionExpression: Syntax error; token: \"!\", near: \"!!\"")]
    [InlineData("TransactGetItems", """{"TransactItems":[{"Get":{"TableName":"hash","Key":{}}}]}""", "TransactionCanceledException: Transaction cancelled, please refer cancellation reasons for specific reasons [ValidationError]")]
    [InlineData("CreateTable", """{"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}""", "The parameter 'TableName' is required but was not present in the request")]
    [InlineData("CreateTable", """{"TableName":"ab","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}""", "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3")]
    [InlineData("CreateTable", """{"TableName":"fresh","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"pk","KeyType":"RANGE"}],"BillingMode":"PAY_PER_REQUEST"}""", "Invalid KeySchema: Some index key attribute have no definition")]
    [InlineData("CreateTable", """{"TableName":"fresh","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],"KeySchema":[{"AttributeName":"pk","KeyType":"INVALID"}],"BillingMode":"PAY_PER_REQUEST"}""", "1 validation error detected: Value 'INVALID' at 'keySchema.1.member.keyType' failed to satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]")]
    [InlineData("CreateTable", """{"TableName":"fresh","AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"INVALID"}],"KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST"}""", "1 validation error detected: Value 'INVALID' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]")]
    public async Task The_service_answered_so(string operation, string json, string answer)
    {
        await TablesAsync();
        Assert.Equal(answer, await AnswerAsync(operation, json));
    }

    [Fact]
    public async Task Wrong_words_are_told_together_by_a_put_and_one_by_one_by_an_update()
    {
        await TablesAsync();
        var put = await AnswerAsync("PutItem", """{"TableName":"hash","Item":{"pk":{"S":"a"}},"ReturnConsumedCapacity":"INVALID","ReturnItemCollectionMetrics":"INVALID","ReturnValues":"INVALID"}""");
        Assert.StartsWith("3 validation errors detected:", put, StringComparison.Ordinal);
        Assert.Contains("returnConsumedCapacity", put, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("returnItemCollectionMetrics", put, StringComparison.OrdinalIgnoreCase);
        var update = await AnswerAsync("UpdateItem", """{"TableName":"hash","Key":{"pk":{"S":"a"}},"ReturnValues":"INVALID","ReturnConsumedCapacity":"INVALID"}""");
        Assert.StartsWith("1 validation error detected:", update, StringComparison.Ordinal);
        Assert.Equal("1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]", update);
    }
}
