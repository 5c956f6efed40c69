using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

namespace Undercast.Bench;

/// <summary>Requests to API Gateway, signed or plain, and what must stand before they can be sent.</summary>
internal sealed class ApiGatewayRequests(Target target)
{
    public const string Handler = "exports.handler = async () => ({ statusCode: 200, body: 'hello' });";
    private const string FunctionArn = "arn:aws:lambda:us-east-1:000000000000:function:bench";
    private const string FunctionUri = $"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FunctionArn}/invocations";

    public static byte[] Get(int port, string path, string host = "localhost") => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n"));

    /// <summary>A body as applications send them: 20 lines of an order.</summary>
    public static string Order { get; } = JsonSerializer.Serialize(new
    {
        id = "o-1001", customer = new { name = "Ann Example", email = "ann@example.com", address = new { street = "Main Street 1", city = "Vienna", zip = "1010" } },
        items = Enumerable.Range(1, 20).Select(static i => new { sku = $"sku-{i:D4}", name = $"Thing number {i}", price = i * 1.5, quantity = i % 4 }),
    });

    // 50 lines: assignments, conditions, a loop over the items, paths into the body, escapes.
    private static readonly string FiftyLines = string.Join('\n', (string[])
    [
        "#set($root = $input.path('$'))", "#set($customer = $root.customer)", "#set($total = 0)", "#set($count = 0)", "#if($root.items.size() > 10)", "#set($size = 'large')", "#elseif($root.items.size() > 3)",
        "#set($size = 'medium')", "#else", "#set($size = 'small')", "#end", "{", "  \"statusCode\": 200,", "  \"requestId\": \"$context.requestId\",", "  \"stage\": \"$context.stage\",",
        "  \"ip\": \"$context.identity.sourceIp\",", "  \"agent\": \"$util.escapeJavaScript($input.params('User-Agent'))\",", "  \"order\": \"$root.id\",", "  \"size\": \"$size\",", "  \"customer\": {",
        "    \"name\": \"$util.escapeJavaScript($customer.name)\",", "    \"mail\": \"$customer.email.toLowerCase()\",", "    \"city\": \"$customer.address.city\",", "    \"zip\": $input.json('$.customer.address.zip')", "  },",
        "  \"lines\": [", "#foreach($item in $root.items)", "    {", "      \"sku\": \"$item.sku\",", "      \"name\": \"$util.escapeJavaScript($item.name)\",", "#if($item.quantity > 0)", "      \"quantity\": $item.quantity,", "#else",
        "      \"quantity\": 1,", "#end", "#set($count = $count + $item.quantity)", "      \"price\": $item.price,", "      \"index\": $foreach.index", "    }#if($foreach.hasNext),#end", "#set($total = $total + $item.price)", "#end", "  ],",
        "  \"count\": $count,", "  \"total\": $total,", "#if($customer.email.contains('@'))", "  \"notify\": true,", "#end", "  \"first\": $input.json('$.items[0].sku'),", "  \"all\": $input.json('$.customer')", "}",
    ]);

    public static byte[] Post(int port, string path, string body) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));

    /// <summary>A REST API whose mocks read their body by a template of one line, and by one of fifty.</summary>
    public async Task<string> TemplateApiAsync()
    {
        JsonObject With(string template) => new()
        {
            ["post"] = new JsonObject
            {
                ["responses"] = new JsonObject { ["200"] = new JsonObject() },
                ["x-amazon-apigateway-integration"] = new JsonObject
                {
                    ["type"] = "mock", ["requestTemplates"] = new JsonObject { ["application/json"] = template },
                    ["responses"] = new JsonObject { ["default"] = new JsonObject { ["statusCode"] = "200", ["responseTemplates"] = new JsonObject { ["application/json"] = "hello" } } },
                },
            },
        };
        var document = new JsonObject { ["swagger"] = "2.0", ["info"] = new JsonObject { ["title"] = "templates" }, ["paths"] = new JsonObject { ["/one"] = With("{\"statusCode\": 200}"), ["/fifty"] = With(FiftyLines) } };
        var id = (string)(await CallAsync("apigateway", "POST", "/restapis?mode=import", document.ToJsonString()))["id"]!;
        await CallAsync("apigateway", "POST", $"/restapis/{id}/deployments", """{"stageName":"dev"}""");
        return id;
    }

    public static byte[] Signed(int port, string service, string method, string path, string json)
    {
        var body = Encoding.UTF8.GetBytes(json);
        var headers = new HeaderDictionary { ["Host"] = $"localhost:{port}", ["Content-Type"] = "application/json" };
        var question = path.IndexOf('?', StringComparison.Ordinal);
        new SigV4Signer("test", "test", "us-east-1", service).Sign(
            new WireRequest { Method = method, Path = question < 0 ? path : path[..question], Query = question < 0 ? "" : path[(question + 1)..], Headers = headers }, DateTimeOffset.UtcNow, SigV4Signer.HashOf(body));
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\n");
        foreach (var (name, value) in headers) head.Append(name).Append(": ").Append(value.ToString()).Append("\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. body];
    }

    public async Task<JsonNode> CallAsync(string service, string method, string path, string json)
    {
        using var connection = await Connection.OpenAsync(target.Port);
        var status = await connection.SendAsync(Signed(target.Port, service, method, path, json));
        if (status is < 200 or > 299) throw new InvalidOperationException($"{method} {path} answers {status}: {connection.BodyText()}");
        return connection.Body.IsEmpty ? new JsonObject() : JsonNode.Parse(connection.Body)!;
    }

    public async Task FunctionAsync()
    {
        const string trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";
        using (var connection = await Connection.OpenAsync(target.Port))
        {
            var status = await connection.SendAsync(SqsRequests.Query(target.Port, "iam", $"Action=CreateRole&RoleName=bench&AssumeRolePolicyDocument={Uri.EscapeDataString(trust)}&Version=2010-05-08"));
            if (status != 200) throw new InvalidOperationException($"CreateRole answers {status}: {connection.BodyText()}");
        }
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(archive.CreateEntry("index.js").Open());
            writer.Write(Handler);
        }
        await CallAsync("lambda", "POST", "/2015-03-31/functions", JsonSerializer.Serialize(new { FunctionName = "bench", Runtime = "nodejs22.x", Handler = "index.handler", Role = "arn:aws:iam::000000000000:role/bench", MemorySize = 512, Code = new { ZipFile = zip.ToArray() } }));
        await CallAsync("lambda", "POST", "/2015-03-31/functions/bench/policy", """{"StatementId":"api","Action":"lambda:InvokeFunction","Principal":"apigateway.amazonaws.com"}""");
    }

    /// <summary>An HTTP API over the function, served without a stage in its path.</summary>
    public async Task<string> HttpApiAsync() =>
        (string)(await CallAsync("apigateway", "POST", "/v2/apis", $$"""{"name":"bench","protocolType":"HTTP","target":"{{FunctionArn}}"}"""))["apiId"]!;

    /// <summary>A REST API with a mock, a cached mock, a function and as many more routes as wanted, on the stage <c>dev</c>.</summary>
    public async Task<string> RestApiAsync(int routes = 0)
    {
        var mock = new JsonObject
        {
            ["type"] = "mock", ["requestTemplates"] = new JsonObject { ["application/json"] = "{\"statusCode\": 200}" },
            ["responses"] = new JsonObject { ["default"] = new JsonObject { ["statusCode"] = "200", ["responseTemplates"] = new JsonObject { ["application/json"] = "hello" } } },
        };
        JsonObject With(JsonNode integration) => new() { ["get"] = new JsonObject { ["responses"] = new JsonObject { ["200"] = new JsonObject() }, ["x-amazon-apigateway-integration"] = integration } };
        var paths = new JsonObject
        {
            ["/mock"] = With(mock.DeepClone()), ["/cached"] = With(mock.DeepClone()), ["/function"] = With(new JsonObject { ["type"] = "aws_proxy", ["httpMethod"] = "POST", ["uri"] = FunctionUri }),
        };
        for (var i = 0; i < routes; i++) paths[$"/r{i}/{{id}}"] = With(mock.DeepClone());
        var document = new JsonObject { ["swagger"] = "2.0", ["info"] = new JsonObject { ["title"] = "bench" }, ["paths"] = paths };
        var id = (string)(await CallAsync("apigateway", "POST", "/restapis?mode=import", document.ToJsonString()))["id"]!;
        await CallAsync("apigateway", "POST", $"/restapis/{id}/deployments", """{"stageName":"dev","cacheClusterEnabled":true,"cacheClusterSize":"0.5"}""");
        await CallAsync("apigateway", "PATCH", $"/restapis/{id}/stages/dev", """{"patchOperations":[{"op":"replace","path":"/~1cached/GET/caching/enabled","value":"true"},{"op":"replace","path":"/~1cached/GET/caching/ttlInSeconds","value":"3600"}]}""");
        return id;
    }

    /// <summary>A WebSocket API whose one route answers over the socket.</summary>
    public async Task<string> SocketApiAsync()
    {
        var id = (string)(await CallAsync("apigateway", "POST", "/v2/apis", """{"name":"bench","protocolType":"WEBSOCKET","routeSelectionExpression":"$request.body.action"}"""))["apiId"]!;
        var integration = (string)(await CallAsync("apigateway", "POST", $"/v2/apis/{id}/integrations", """{"integrationType":"MOCK","requestTemplates":{"$default":"{\"statusCode\":200}"}}"""))["integrationId"]!;
        await CallAsync("apigateway", "POST", $"/v2/apis/{id}/integrations/{integration}/integrationresponses", """{"integrationResponseKey":"$default","responseTemplates":{"$default":"pong"}}""");
        var route = (string)(await CallAsync("apigateway", "POST", $"/v2/apis/{id}/routes", $$"""{"routeKey":"$default","target":"integrations/{{integration}}"}"""))["routeId"]!;
        await CallAsync("apigateway", "POST", $"/v2/apis/{id}/routes/{route}/routeresponses", """{"routeResponseKey":"$default"}""");
        await CallAsync("apigateway", "POST", $"/v2/apis/{id}/stages", """{"stageName":"dev","autoDeploy":true}""");
        return id;
    }
}
