using System.Net;
using System.Text.Json;

namespace Undercast.Host.Tests;

public sealed class ServerTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_it_cleanly(string signal)
    {
        using var server = await Binary.StartAsync("--data", ":memory:");
        Assert.Equal(0, await server.StopAsync(signal));
        Assert.Empty(server.Errors);
    }

    [Fact]
    public async Task A_stop_lets_a_long_poll_answer()
    {
        using var server = await Binary.StartAsync("--data", ":memory:");
        using var api = new Api(server.Url);
        await api.AskAsync("CreateQueue", """{"QueueName":"q"}""");
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var poll = api.AskAsync("ReceiveMessage", """{"QueueUrl":"q","WaitTimeSeconds":20}""", arrived);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(0, await server.StopAsync());
        Assert.NotEqual(HttpStatusCode.InternalServerError, (await poll).Status);
    }

    [Fact]
    public async Task Health_answers_in_both_forms()
    {
        using var server = await Binary.StartAsync("--data", ":memory:");
        using var api = new Api(server.Url);
        using var own = JsonDocument.Parse(await api.GetAsync("/_undercast/health"));
        Assert.Equal("running", own.RootElement.GetProperty("status").GetString());
        Assert.Equal("memory", own.RootElement.GetProperty("store").GetProperty("engine").GetString());
        using var other = JsonDocument.Parse(await api.GetAsync("/_localstack/health"));
        Assert.Equal("running", other.RootElement.GetProperty("services").GetProperty("sqs").GetString());
        var (code, output, _) = await Binary.RunAsync(["status", "--port", new Uri(server.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.Equal(0, code);
        Assert.Contains("sqs", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_with_rows_or_calls_are_listed()
    {
        using var server = await Binary.StartAsync("--data", ":memory:");
        using var one = new Api(server.Url, "111111111111");
        await one.AskAsync("CreateQueue", """{"QueueName":"q"}""");
        var (code, output, _) = await Binary.RunAsync(["accounts", "--port", new Uri(server.Url).Port.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.Equal((0, "000000000000\n111111111111\n"), (code, output));
    }

    [Fact]
    public async Task Reset_empties_everything_or_one_account()
    {
        using var server = await Binary.StartAsync("--data", ":memory:");
        using var zero = new Api(server.Url);
        using var one = new Api(server.Url, "111111111111");
        foreach (var api in (Api[])[zero, one]) await api.AskAsync("CreateQueue", """{"QueueName":"q"}""");
        Assert.Equal(HttpStatusCode.OK, await zero.PostAsync("/_undercast/reset?account=111111111111"));
        Assert.Equal(HttpStatusCode.OK, (await zero.AskAsync("GetQueueUrl", """{"QueueName":"q"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await one.AskAsync("GetQueueUrl", """{"QueueName":"q"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await one.AskAsync("CreateQueue", """{"QueueName":"q"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, await zero.PostAsync("/_undercast/reset"));
        Assert.Equal(HttpStatusCode.BadRequest, (await zero.AskAsync("GetQueueUrl", """{"QueueName":"q"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, await zero.PostAsync("/_undercast/reset?account=x"));
    }

    [Fact]
    public async Task Off_loopback_the_development_key_is_unknown_and_a_root_key_is_shown_once()
    {
        using var folder = new Folder();
        string key, secret;
        using (var server = await Binary.StartAsync("--data", folder.Name, "--host", "0.0.0.0"))
        {
            key = server.Output.Split("AWS_ACCESS_KEY_ID=")[1].Split('\n')[0].Trim();
            secret = server.Output.Split("AWS_SECRET_ACCESS_KEY=")[1].Split('\n')[0].Trim();
            var url = server.Url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal);
            using var development = new Api(url);
            Assert.NotEqual(HttpStatusCode.OK, (await development.AskAsync("ListQueues", "{}")).Status);
            using var root = new Api(url, key, secret);
            Assert.Equal(HttpStatusCode.OK, (await root.AskAsync("ListQueues", "{}")).Status);
            await server.StopAsync();
        }
        using var again = await Binary.StartAsync("--data", folder.Name, "--host", "0.0.0.0");
        Assert.DoesNotContain("AWS_SECRET", again.Output, StringComparison.Ordinal);
        using var kept = new Api(again.Url.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal), key, secret);
        Assert.Equal(HttpStatusCode.OK, (await kept.AskAsync("ListQueues", "{}")).Status);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("relaxed")]
    public async Task Nothing_acknowledged_is_lost_by_a_kill_under_load(string durability)
    {
        using var folder = new Folder();
        var acknowledged = new HashSet<string>();
        for (var round = 0; round < 3; round++)
        {
            using var server = await Binary.StartAsync("--data", folder.Name, "--durability", durability);
            using var api = new Api(server.Url);
            await api.AskAsync("CreateQueue", """{"QueueName":"q"}""");
            var own = round;
            var senders = Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            {
                for (var n = 0; ; n++)
                {
                    var body = $"{own}-{i}-{n}";
                    try
                    {
                        if ((await api.AskAsync("SendMessage", $$"""{"QueueUrl":"q","MessageBody":"{{body}}"}""")).Status == HttpStatusCode.OK)
                        {
                            lock (acknowledged) acknowledged.Add(body);
                        }
                    }
                    catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                    {
                        // The server is gone: what this request did is not known, and not claimed.
                        return;
                    }
                }
            })).ToArray();
            var wanted = (round + 1) * 150;
            while (true)
            {
                lock (acknowledged)
                {
                    if (acknowledged.Count >= wanted) break;
                }
                await Task.Delay(5);
            }
            using (var kill = System.Diagnostics.Process.Start("kill", ["-9", $"{server.Id}"])) await kill.WaitForExitAsync();
            await Task.WhenAll(senders);
        }

        using var after = await Binary.StartAsync("--data", folder.Name);
        using var reader = new Api(after.Url);
        var found = new HashSet<string>();
        while (true)
        {
            using var answer = JsonDocument.Parse((await reader.AskAsync("ReceiveMessage", """{"QueueUrl":"q","MaxNumberOfMessages":10,"VisibilityTimeout":600}""")).Body);
            if (!answer.RootElement.TryGetProperty("Messages", out var messages)) break;
            foreach (var message in messages.EnumerateArray()) Assert.True(found.Add(message.GetProperty("Body").GetString()!), "A message came twice.");
        }
        Assert.Empty(acknowledged.Except(found));
    }
}
