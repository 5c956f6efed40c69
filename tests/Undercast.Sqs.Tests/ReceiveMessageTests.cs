using Undercast.Kernel;

namespace Undercast.Sqs.Tests;

public sealed class ReceiveMessageTests : Fixture
{
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public async Task Between_one_and_ten_messages_may_be_asked_for(int max)
    {
        var url = await QueueAsync();
        Assert.Equal($"Value {max} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.", await InvalidAsync(() => ReceiveAsync(url, max)));
    }

    [Fact]
    public async Task Waits_and_timeouts_out_of_range_are_refused()
    {
        var url = await QueueAsync();
        Assert.Equal(
            "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.", await InvalidAsync(() => ReceiveAsync(url, visibility: 43201)));
        Assert.Equal(
            "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
            await InvalidAsync(async () => await Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, WaitTimeSeconds = 21 }, Call)));
    }

    [Fact]
    public async Task A_received_message_is_hidden_until_its_timeout()
    {
        var url = await QueueAsync();
        var sent = await SendAsync(url, "hello");
        var first = Assert.Single(await ReceiveAsync(url));
        Assert.Equal(sent.MessageId, first.MessageId);
        Assert.Equal("1", first.Attributes!["ApproximateReceiveCount"]);
        Assert.Equal(("0", "1", "0"), await CountsAsync(url));
        Assert.Empty(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(("1", "0", "0"), await CountsAsync(url));
        var second = Assert.Single(await ReceiveAsync(url));
        Assert.Equal("2", second.Attributes!["ApproximateReceiveCount"]);
        Assert.Equal(first.Attributes["ApproximateFirstReceiveTimestamp"], second.Attributes["ApproximateFirstReceiveTimestamp"]);
        Assert.NotEqual(first.ReceiptHandle, second.ReceiptHandle);
    }

    [Fact]
    public async Task Messages_come_roughly_in_the_order_of_their_sending()
    {
        var url = await QueueAsync();
        for (var i = 0; i < 5; i++) await SendAsync(url, $"{i}");
        Assert.Equal(["0", "1", "2", "3", "4"], await BodiesAsync(url));
    }

    [Fact]
    public async Task Asked_for_attributes_come_with_a_digest_over_them()
    {
        // Source: answers recorded from the service for these inputs.
        var url = await QueueAsync();
        await Service.SendMessage(
            new SendMessageInput
            {
                QueueUrl = url,
                MessageBody = "message from SDK",
                MessageAttributes = new Dictionary<string, MessageAttributeValue>
                {
                    ["Dummy1Name"] = new() { DataType = "String", StringValue = "dummy 1 value" },
                    ["Dummy2Name"] = new() { DataType = "String", StringValue = "dummy 2 value" },
                    ["OtherName"] = new() { DataType = "String", StringValue = "other value" },
                    ["Dummy3Name"] = new() { DataType = "Binary", BinaryValue = "dummy 2 value"u8.ToArray() },
                },
            },
            Call);
        var message = (await Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, MessageAttributeNames = ["Dummy.*"] }, Call)).Messages![0];
        Assert.Equal(["Dummy1Name", "Dummy2Name", "Dummy3Name"], message.MessageAttributes!.Keys.Order());
        Assert.Equal("c5c0d2c6f195fcbc91083c5465d8955f", message.MD5OfMessageAttributes);
        Assert.Equal("dummy 2 value"u8.ToArray(), message.MessageAttributes["Dummy3Name"].BinaryValue);
        Assert.Null(message.MessageAttributes["Dummy3Name"].StringValue);
        Assert.Null(message.MessageAttributes["Dummy1Name"].BinaryValue);
        Assert.Null(message.Attributes);
    }

    [Fact]
    public async Task A_long_poll_is_woken_by_a_send()
    {
        var url = await QueueAsync();
        var poll = Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, WaitTimeSeconds = 20 }, Call).AsTask();
        Assert.False(poll.IsCompleted);
        await SendAsync(url, "now");
        var answer = await poll.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal("now", Assert.Single(answer.Messages!).Body);
    }

    [Fact]
    public async Task A_long_poll_is_woken_when_a_delay_ends()
    {
        var url = await QueueAsync();
        await SendAsync(url, "later", delay: 3);
        var poll = Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, WaitTimeSeconds = 20 }, Call).AsTask();
        await EventuallyAsync(() => Task.FromResult(poll.IsCompleted));
        Assert.Equal("later", Assert.Single((await poll).Messages!).Body);
        Assert.True(Time.GetUtcNow() < new DateTimeOffset(2026, 1, 1, 0, 0, 10, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_long_poll_over_nothing_ends_after_its_wait()
    {
        var url = await QueueAsync("q", ("ReceiveMessageWaitTimeSeconds", "4"));
        var poll = Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url }, Call).AsTask();
        await EventuallyAsync(() => Task.FromResult(poll.IsCompleted));
        Assert.Null((await poll).Messages);
        Assert.True(Time.GetUtcNow() >= new DateTimeOffset(2026, 1, 1, 0, 0, 4, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_long_poll_ends_when_its_caller_hangs_up()
    {
        var url = await QueueAsync();
        using var hangUp = new CancellationTokenSource();
        var call = new CallContext { RequestId = "r", Caller = Principal.Root(Account), Region = "us-east-1", Now = Time.GetUtcNow(), Cancelled = hangUp.Token };
        var poll = Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, WaitTimeSeconds = 20 }, call).AsTask();
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task An_expired_message_is_never_given()
    {
        var url = await QueueAsync("q", ("MessageRetentionPeriod", "60"));
        await SendAsync(url, "old");
        Time.Advance(TimeSpan.FromSeconds(60));
        await SendAsync(url, "young");
        Assert.Equal(["young"], await BodiesAsync(url));
    }

    [Fact]
    public async Task A_sweep_removes_expired_messages_from_the_counts()
    {
        RunJobs();
        var url = await QueueAsync("q", ("MessageRetentionPeriod", "60"));
        await SendAsync(url, "received once");
        await ReceiveAsync(url, visibility: 0);
        await SendAsync(url, "never");
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Messages.All)) == 0);
        Assert.Equal(("0", "0", "0"), await CountsAsync(url));
    }

    [Fact]
    public async Task More_than_120000_messages_in_flight_report_OverLimit()
    {
        var url = await QueueAsync();
        var queue = await Store.ReadAsync(tx => SqsTables.Queues.GetAsync(tx, new QueueKey(Account, "us-east-1", "q")));
        var later = Time.GetUtcNow().AddHours(1);
        await Storage.StoreExtensions.WriteAsync(Store, tx =>
        {
            for (var i = 0; i < 119_999; i++)
                SqsTables.Messages.Put(tx, new MessageKey(queue!.StorageId, MessageKey.Received, later, i, Guid.Empty), new MessageRecord { Sent = Time.GetUtcNow(), ReceiveCount = 1, Payload = new byte[] { 1 } });
        });
        await SendAsync(url, "one");
        await SendAsync(url, "two");
        Assert.Single(await ReceiveAsync(url, 1));
        // The guard counts again only when its own count could reach the limit; a fresh node has not given anything out.
        var fresh = new SqsService(Store, Time, new InFlightGuard());
        await ReceiveUntilRefusedAsync(fresh, url);
    }

    private async Task ReceiveUntilRefusedAsync(SqsService service, string url)
    {
        var guard = new InFlightGuard();
        var queue = await Store.ReadAsync(tx => SqsTables.Queues.GetAsync(tx, new QueueKey(Account, "us-east-1", "q")));
        guard.Gave(queue!, 120_000);
        var full = new SqsService(Store, Time, guard);
        await RefusedAsync<OverLimit>(async () => await full.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url }, Call));
        Assert.NotNull(service);
    }
}
