using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Bench;

/// <summary>Signed requests as bytes.</summary>
internal static class DynamoDbRequests
{
    private static readonly SigV4Signer Signer = new("test", "test", "us-east-1", "dynamodb");

    // Items of 1 KB: a key, a number, and text that fills up.
    private static readonly string Filler = new('x', 960);

    public static byte[] ListTables(int port) => Make(port, "ListTables", "{}");

    public static byte[] Describe(int port, string table) => Make(port, "DescribeTable", $$"""{"TableName":"{{table}}"}""");

    public static byte[] Create(int port, string table, bool stream = false) => Make(port, "CreateTable", $$"""
        {"TableName":"{{table}}","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"p","KeyType":"HASH"},{"AttributeName":"s","KeyType":"RANGE"}],
         "AttributeDefinitions":[{"AttributeName":"p","AttributeType":"S"},{"AttributeName":"s","AttributeType":"N"}]{{(stream ? ""","StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}""" : "")}} }
        """);

    public static byte[] Get(int port, string table, int key) => Make(port, "GetItem", $$"""{"TableName":"{{table}}","Key":{{Key(key)}} }""");

    public static byte[] Put(int port, string table, int key) => Make(port, "PutItem", $$"""{"TableName":"{{table}}","Item":{{Item(key)}} }""");

    public static byte[] Update(int port, string table, int key) => Make(port, "UpdateItem",
        $$$"""{"TableName":"{{{table}}}","Key":{{{Key(key)}}},"UpdateExpression":"SET n = n + :o","ConditionExpression":"attribute_exists(p)","ExpressionAttributeValues":{":o":{"N":"1"}} }""");

    public static byte[] Query(int port, string table, int partition) => Make(port, "Query",
        $$$"""{"TableName":"{{{table}}}","KeyConditionExpression":"p = :p","ExpressionAttributeValues":{":p":{"S":"{{{Partition(partition)}}}"}} }""");

    public static byte[] BatchWrite(int port, string table, int first) => Make(port, "BatchWriteItem",
        $$"""{"RequestItems":{"{{table}}":[{{string.Join(',', Enumerable.Range(first, 25).Select(i => $$$"""{"PutRequest":{"Item":{{{Item(i)}}} } }"""))}}]} }""");

    // Ten items to a partition.
    private static string Partition(int partition) => string.Create(CultureInfo.InvariantCulture, $"partition-{partition:D8}");

    private static string Parts(int key) => string.Create(CultureInfo.InvariantCulture, $$$""" "p":{"S":"{{{Partition(key / 10)}}}"},"s":{"N":"{{{key % 10}}}"} """);

    private static string Key(int key) => $"{{{Parts(key)}}}";

    private static string Item(int key) => $$$"""{{{{Parts(key)}}},"n":{"N":"0"},"x":{"S":"{{{Filler}}}"}}""";

    private static byte[] Make(int port, string operation, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var headers = new HeaderDictionary
        {
            ["Host"] = $"localhost:{port}",
            ["Content-Type"] = "application/x-amz-json-1.0",
            ["X-Amz-Target"] = $"DynamoDB_20120810.{operation}",
        };
        Signer.Sign(new WireRequest { Method = "POST", Path = "/", Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(body));
        var head = new StringBuilder("POST / HTTP/1.1\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value.ToString()).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }
}
