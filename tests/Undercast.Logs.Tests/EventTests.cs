using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Kernel;

namespace Undercast.Logs.Tests;

public sealed class EventTests : Fixture
{
    [Fact]
    public async Task Events_are_read_from_the_newest_back_and_from_the_oldest_on()
    {
        await GroupAsync("g", "a");
        await PutAsync("a", [.. Enumerable.Range(0, 10).Select(i => (Now + i, $"{i}"))]);
        async Task<GetLogEventsOutput> Get(string? token = null, bool? head = null) =>
            await Service.GetLogEvents(new GetLogEventsInput { LogGroupName = "g", LogStreamName = "a", Limit = 4, NextToken = token, StartFromHead = head }, Call);
        static string Text(GetLogEventsOutput o) => string.Concat(o.Events!.Select(e => e.Message));
        var newest = await Get();
        var before = await Get(newest.NextBackwardToken);
        Assert.Equal(("6789", "2345"), (Text(newest), Text(before)));
        Assert.Equal("6789", Text(await Get(before.NextForwardToken)));
        var first = await Get(head: true);
        Assert.Equal(("0123", "4567"), (Text(first), Text(await Get(first.NextForwardToken))));
        var end = await Get(newest.NextForwardToken);
        Assert.Empty(end.Events!);
        // AWS: at the end the token stays the same.
        Assert.Equal(newest.NextForwardToken, end.NextForwardToken);
    }

    [Fact]
    public async Task A_search_merges_streams_by_time_and_goes_on_by_token()
    {
        await GroupAsync("g", "a", "b");
        for (var i = 0; i < 600; i++) await PutAsync(i % 2 == 0 ? "a" : "b", (Now + i, $"{i}"));
        var found = new List<string>();
        string? token = null;
        do
        {
            var page = await Service.FilterLogEvents(new FilterLogEventsInput { LogGroupName = "g", Limit = 250, NextToken = token }, Call);
            found.AddRange(page.Events!.Select(e => e.Message!));
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"{i}"), found);
    }

    [Fact]
    public async Task A_search_keeps_to_its_window_and_streams()
    {
        await GroupAsync("g", "a1", "a2", "b");
        foreach (var s in (string[])["a1", "a2", "b"]) await PutAsync(s, (Now, s + "0"), (Now + 10, s + "1"));
        async Task<string> Search(FilterLogEventsInput input) => string.Join(' ', (await Service.FilterLogEvents(input with { LogGroupName = "g" }, Call)).Events!.Select(e => e.Message));
        Assert.Equal("a10 a20", await Search(new FilterLogEventsInput { LogStreamNamePrefix = "a", EndTime = Now + 10 }));
        Assert.Equal("b1", await Search(new FilterLogEventsInput { LogStreamNames = ["b"], StartTime = Now + 10 }));
    }

    [Fact]
    public async Task What_is_too_old_or_too_new_is_rejected_by_its_place()
    {
        await GroupAsync("g", "a");
        var old = await PutAsync("a", (Now - (15 * 86_400_000L), "old"));
        Assert.Equal(1, old.RejectedLogEventsInfo!.TooOldLogEventEndIndex);
        var young = await PutAsync("a", (Now, "now"), (Now + (3 * 3_600_000L), "young"));
        Assert.Equal(1, young.RejectedLogEventsInfo!.TooNewLogEventStartIndex);
        Assert.Equal(["now"], await FilterAsync());
    }

    [Fact]
    public async Task A_batch_has_an_order_a_span_and_a_size()
    {
        await GroupAsync("g", "a");
        Assert.Equal("Log events in a single PutLogEvents request must be in chronological order.", await RefusedAsync<InvalidParameterException>(() => PutAsync("a", (Now, "a"), (Now - 1, "b"))));
        Assert.Equal("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.", await RefusedAsync<InvalidParameterException>(() => PutAsync("a", (Now - 86_400_001, "a"), (Now, "b"))));
        Assert.Equal("Upload too large: 1048577 bytes exceeds limit of 1048576", await RefusedAsync<InvalidParameterException>(() => PutAsync("a", (Now, new string('x', 1_048_576 - 25)))));
        Assert.Equal("The specified log stream does not exist.", await RefusedAsync<ResourceNotFoundException>(() => PutAsync("b", (Now, "a"))));
    }

    [Fact]
    public async Task The_port_makes_groups_and_streams_and_keeps_the_order()
    {
        var target = new LogTarget(Account, "us-east-1", "made", "s");
        for (var i = 0; i < 100; i++) await Writer.WriteAsync(target, [new LogEntry(Time.GetUtcNow(), $"{i}")], CancellationToken.None);
        await Writer.FlushAsync(CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), await FilterAsync(group: "made"));
    }

    [Fact]
    public async Task A_subscribed_function_gets_what_matches()
    {
        var invoker = new RememberingInvoker();
        RunJobs(new ServiceCollection().AddSingleton<IFunctionInvoker>(invoker).BuildServiceProvider());
        await GroupAsync("g", "a");
        const string function = "arn:aws:lambda:us-east-1:000000000000:function:f";
        await Service.PutSubscriptionFilter(new PutSubscriptionFilterInput { LogGroupName = "g", FilterName = "errors", FilterPattern = "ERROR", DestinationArn = function }, Call);
        await PutAsync("a", (Now, "fine"), (Now, "ERROR one"));
        await EventuallyAsync(() => Task.FromResult(invoker.Calls.Count > 0));
        using var zip = new GZipStream(new MemoryStream(JsonDocument.Parse(invoker.Calls[0].Payload).RootElement.GetProperty("awslogs").GetProperty("data").GetBytesFromBase64()), CompressionMode.Decompress);
        var data = JsonDocument.Parse(zip).RootElement;
        Assert.Equal(("g", "a", "ERROR one"), (data.GetProperty("logGroup").GetString(), data.GetProperty("logStream").GetString(), Assert.Single(data.GetProperty("logEvents").EnumerateArray()).GetProperty("message").GetString()));
        Assert.Equal("errors", Assert.Single((await Service.DescribeSubscriptionFilters(new DescribeSubscriptionFiltersInput { LogGroupName = "g" }, Call)).SubscriptionFilters!).FilterName);
        await Service.DeleteSubscriptionFilter(new DeleteSubscriptionFilterInput { LogGroupName = "g", FilterName = "errors" }, Call);
        Assert.Empty((await Service.DescribeSubscriptionFilters(new DescribeSubscriptionFiltersInput { LogGroupName = "g" }, Call)).SubscriptionFilters!);
    }

    private sealed class RememberingInvoker : IFunctionInvoker
    {
        public List<FunctionCall> Calls { get; } = [];

        public ValueTask<FunctionAnswer> InvokeAsync(FunctionCall call, CancellationToken ct)
        {
            Calls.Add(call);
            return new(new FunctionAnswer(Encoding.UTF8.GetBytes("null"), null, "$LATEST", "id"));
        }
    }
}
