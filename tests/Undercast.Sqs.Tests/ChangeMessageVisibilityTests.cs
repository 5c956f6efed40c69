namespace Undercast.Sqs.Tests;

public sealed class ChangeMessageVisibilityTests : Fixture
{
    [Fact]
    public async Task Zero_shows_the_message_at_once_and_wakes_a_poll()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        var poll = Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, WaitTimeSeconds = 20 }, Call).AsTask();
        await ChangeAsync(url, message, 0);
        Assert.Single((await poll.WaitAsync(TimeSpan.FromSeconds(60))).Messages!);
    }

    [Fact]
    public async Task A_longer_timeout_holds_and_the_receipt_stays_good()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(20));
        await ChangeAsync(url, message, 100);
        await ChangeAsync(url, message, 60);
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(await ReceiveAsync(url));
        await DeleteAsync(url, message);
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(await ReceiveAsync(url));
        Assert.Equal(0, await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Forwards.All)));
    }

    [Fact]
    public async Task A_visible_message_is_not_in_flight()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(31));
        await RefusedAsync<MessageNotInflight>(() => ChangeAsync(url, message, 5));
    }

    [Fact]
    public async Task A_deleted_message_has_no_visibility()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        await DeleteAsync(url, message);
        Assert.Equal(
            $"Value {message.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.",
            await InvalidAsync(() => ChangeAsync(url, message, 5)));
    }

    [Fact]
    public async Task Twelve_hours_count_from_the_receive()
    {
        var url = await QueueAsync("q", ("VisibilityTimeout", "43200"));
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains("beyond the limit [43200 seconds]", await InvalidAsync(() => ChangeAsync(url, message, 43200)), StringComparison.Ordinal);
        await ChangeAsync(url, message, 43200 - 3600);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(43201)]
    public async Task A_timeout_out_of_range_is_refused(int timeout)
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        Assert.Equal(
            $"Value {timeout} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and 43200.",
            await InvalidAsync(() => ChangeAsync(url, message, timeout)));
    }

    [Fact]
    public async Task A_batch_reports_each_entry_by_itself()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        var answer = await Service.ChangeMessageVisibilityBatch(
            new ChangeMessageVisibilityBatchInput
            {
                QueueUrl = url,
                Entries = [new() { Id = "a", ReceiptHandle = message.ReceiptHandle, VisibilityTimeout = 0 }, new() { Id = "b", ReceiptHandle = "dummy" }],
            },
            Call);
        Assert.Equal(["a"], answer.Successful!.Select(s => s.Id));
        var failed = Assert.Single(answer.Failed!);
        Assert.Equal("The request must contain the parameter ChangeMessageVisibilityBatchRequestEntry.2.VisibilityTimeout.", failed.Message);
        Assert.Single(await ReceiveAsync(url));
    }
}
