using Undercast.Kernel;

namespace Undercast.Sqs.Tests;

public sealed class DeleteMessageTests : Fixture
{
    [Fact]
    public async Task A_deleted_message_is_gone_and_may_be_deleted_again()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        await DeleteAsync(url, message);
        await DeleteAsync(url, message);
        Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(await ReceiveAsync(url));
        Assert.Equal(("0", "0", "0"), await CountsAsync(url));
    }

    [Fact]
    public async Task A_receipt_still_deletes_after_its_timeout()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(31));
        await DeleteAsync(url, message);
        Assert.Empty(await ReceiveAsync(url));
    }

    [Fact]
    public async Task A_receipt_of_an_earlier_receive_deletes_nothing()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var old = Assert.Single(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Single(await ReceiveAsync(url));
        await DeleteAsync(url, old);
        Assert.Equal(("0", "1", "0"), await CountsAsync(url));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("AAAA")]
    [InlineData("pwA=")]
    public async Task A_malformed_receipt_reports_ReceiptHandleIsInvalid(string handle)
    {
        var url = await QueueAsync();
        await RefusedAsync<ReceiptHandleIsInvalid>(async () => await Service.DeleteMessage(new DeleteMessageInput { QueueUrl = url, ReceiptHandle = handle }, Call));
    }

    [Fact]
    public async Task A_receipt_of_another_queue_is_invalid()
    {
        var (one, other) = (await QueueAsync("one"), await QueueAsync("other"));
        await SendAsync(one, "x");
        var message = Assert.Single(await ReceiveAsync(one));
        await RefusedAsync<ReceiptHandleIsInvalid>(() => DeleteAsync(other, message));
    }

    [Fact]
    public async Task A_FIFO_receipt_ends_with_the_timeout()
    {
        var url = await FifoAsync();
        await SendAsync(url, "x", "g");
        var message = Assert.Single(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal($"Value {message.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.", await InvalidAsync(() => DeleteAsync(url, message)));
    }

    [Fact]
    public async Task A_batch_reports_each_entry_by_itself()
    {
        var url = await QueueAsync();
        await SendAsync(url, "x");
        var message = Assert.Single(await ReceiveAsync(url));
        var answer = await Service.DeleteMessageBatch(
            new DeleteMessageBatchInput
            {
                QueueUrl = url,
                Entries = [new() { Id = "a", ReceiptHandle = message.ReceiptHandle }, new() { Id = "b", ReceiptHandle = "dummy" }, new() { Id = "c", ReceiptHandle = " " }],
            },
            Call);
        Assert.Equal(["a"], answer.Successful!.Select(s => s.Id));
        Assert.Equal([("b", "ReceiptHandleIsInvalid"), ("c", "MissingParameter")], answer.Failed!.Select(f => (f.Id, f.Code)));
        Assert.All(answer.Failed!, f => Assert.True(f.SenderFault));
    }

    [Fact]
    public async Task A_malformed_batch_is_refused_whole()
    {
        var url = await QueueAsync();
        Task Batch(params DeleteMessageBatchRequestEntry[] entries) => Service.DeleteMessageBatch(new DeleteMessageBatchInput { QueueUrl = url, Entries = entries }, Call).AsTask();
        Assert.Equal("There should be at least one DeleteMessageBatchRequestEntry in the request.", await RefusedAsync<EmptyBatchRequest>(() => Batch()));
        Assert.Equal(
            "Maximum number of entries per request are 10. You have sent 11.",
            await RefusedAsync<TooManyEntriesInBatchRequest>(() => Batch([.. Enumerable.Range(0, 11).Select(i => new DeleteMessageBatchRequestEntry { Id = $"{i}" })])));
        Assert.Equal("Id x repeated.", await RefusedAsync<BatchEntryIdsNotDistinct>(() => Batch(new() { Id = "x" }, new() { Id = "x" })));
        await RefusedAsync<InvalidBatchEntryId>(() => Batch(new DeleteMessageBatchRequestEntry { Id = "é" }));
        var missing = await Assert.ThrowsAsync<CommonException>(() => Batch(new() { Id = "1" }, new()));
        Assert.Equal("The request must contain the parameter DeleteMessageBatchRequestEntry.2.Id.", missing.Message);
    }
}
