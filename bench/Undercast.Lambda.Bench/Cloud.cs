using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Undercast.Cloud;
using Undercast.Protocol;

/// <summary>A server of the benchmark's own, and calls to it.</summary>
internal sealed class Cloud : IDisposable
{
    private readonly Process _server;
    private readonly HttpClient _client;
    private readonly string _data;
    private readonly int _port;

    private Cloud(Process server, int port, string data)
    {
        _server = server;
        _port = port;
        _data = data;
        _client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    public Process Server => _server;

    public static async Task<Cloud> StartAsync(string dll, string data)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[dll, "start", "--data", data, "--durability", "relaxed", "--port", $"{port}"]) start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        while (await server.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("ready", StringComparison.Ordinal)) { }
        _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return new Cloud(server, port, data);
    }

    /// <summary>Calls an operation of a JSON protocol, such as <c>AmazonSQS.SendMessage</c>.</summary>
    public Task<string> CallAsync(string service, string target, string json) =>
        SendAsync(service, "POST", "/", json.Utf8(), service == "sqs" || service == "dynamodb" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1", target);

    /// <summary>Makes a role that may do everything; functions are then made in its name.</summary>
    public async Task MakeRoleAsync()
    {
        const string trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
        const string all = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
        foreach (var form in (string[])[$"Action=CreateRole&Version=2010-05-08&RoleName=bench&AssumeRolePolicyDocument={Uri.EscapeDataString(trust)}", $"Action=PutRolePolicy&Version=2010-05-08&RoleName=bench&PolicyName=all&PolicyDocument={Uri.EscapeDataString(all)}"])
            await SendAsync("iam", "POST", "/", form.Utf8(), "application/x-www-form-urlencoded", null);
    }

    public async Task MakeFunctionAsync(string name, string runtime, string handler, string file, byte[] code, bool executable = false, int timeout = 10)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = archive.CreateEntry(file);
            if (executable) entry.ExternalAttributes = 0x81ED << 16;
            using var writer = entry.Open();
            writer.Write(code);
        }
        var input = new JsonObject
        {
            ["FunctionName"] = name, ["Runtime"] = runtime, ["Handler"] = handler, ["Role"] = "arn:aws:iam::000000000000:role/bench", ["Timeout"] = timeout, ["MemorySize"] = 256, ["Code"] = new JsonObject { ["ZipFile"] = Convert.ToBase64String(zip.ToArray()) },
        };
        await RestAsync("POST", "/2015-03-31/functions", input.ToJsonString());
    }

    /// <summary>Calls an operation of Lambda.</summary>
    public Task<string> RestAsync(string method, string path, string json) => SendAsync("lambda", method, path, json.Utf8(), "application/json", null);

    public void Dispose()
    {
        _client.Dispose();
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    private async Task<string> SendAsync(string service, string method, string path, byte[] body, string type, string? target)
    {
        var head = new WireRequest { Method = method, Path = path, Headers = new HeaderDictionary { ["Host"] = $"127.0.0.1:{_port}" } };
        if (target is not null) head.Headers["X-Amz-Target"] = target;
        new SigV4Signer("test", "test", "us-east-1", service).Sign(head, TimeProvider.System.GetUtcNow(), SigV4Signer.HashOf(body));
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(type);
        foreach (var (name, value) in head.Headers) if (name != "Host") request.Headers.TryAddWithoutValidation(name, value.ToString());
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? text : throw new InvalidOperationException($"{target ?? path}: {text}");
    }
}
