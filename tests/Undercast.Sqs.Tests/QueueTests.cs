using System.Text.Json;

namespace Undercast.Sqs.Tests;

public sealed class QueueTests : Fixture
{
    [Fact]
    public async Task Queues_are_listed_by_prefix_in_pages()
    {
        foreach (var name in (string[])["a1", "a2", "a3", "b1"]) await QueueAsync(name);
        var first = await Service.ListQueues(new ListQueuesInput { QueueNamePrefix = "a", MaxResults = 2 }, Call);
        var second = await Service.ListQueues(new ListQueuesInput { QueueNamePrefix = "a", MaxResults = 2, NextToken = first.NextToken }, Call);
        Assert.Equal(["a1", "a2", "a3"], first.QueueUrls!.Concat(second.QueueUrls!).Select(u => u.Split('/')[^1]));
        Assert.Null(second.NextToken);
        Assert.Null((await Service.ListQueues(new ListQueuesInput { QueueNamePrefix = "none" }, Call)).QueueUrls);
    }

    [Theory]
    [InlineData("http://localhost:4566/000000000000/q")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/000000000000/q")]
    [InlineData("https://us-east-1.queue.amazonaws.com/000000000000/q")]
    [InlineData("http://queue.localhost:4566/000000000000/q")]
    [InlineData("http://localhost:4566/queue/us-east-1/000000000000/q")]
    [InlineData("q")]
    public async Task Every_form_of_queue_URL_names_the_queue(string url)
    {
        await QueueAsync();
        await SendAsync(url, "x");
        Assert.Single(await ReceiveAsync(url));
    }

    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/000000000000/q")]
    [InlineData("http://localhost:4566/111111111111/q")]
    [InlineData("http://localhost:4566/q")]
    [InlineData("nonsense/q")]
    public async Task Another_region_or_account_has_no_such_queue(string url)
    {
        await QueueAsync();
        await RefusedAsync<QueueDoesNotExist>(() => SendAsync(url, "x"));
    }

    [Fact]
    public async Task A_queue_is_found_by_its_name_and_owner()
    {
        var url = await QueueAsync();
        Assert.Equal(url, (await Service.GetQueueUrl(new GetQueueUrlInput { QueueName = "q" }, Call)).QueueUrl);
        Assert.Equal(url, (await Service.GetQueueUrl(new GetQueueUrlInput { QueueName = "q", QueueOwnerAWSAccountId = Account }, Call)).QueueUrl);
        await RefusedAsync<QueueDoesNotExist>(async () => await Service.GetQueueUrl(new GetQueueUrlInput { QueueName = "q", QueueOwnerAWSAccountId = "111111111111" }, Call));
        Assert.Equal(
            "Value for parameter QueueName is invalid. Reason: Must specify a queue name.", await InvalidAsync(async () => await Service.GetQueueUrl(new GetQueueUrlInput { QueueName = "" }, Call)));
    }

    [Fact]
    public async Task A_purge_empties_the_queue_once_a_minute_and_its_rows_go()
    {
        RunJobs();
        var url = await QueueAsync();
        for (var i = 0; i < 20; i++) await SendAsync(url, new string('x', 3000));
        var inFlight = Assert.Single(await ReceiveAsync(url, 1));
        await Service.PurgeQueue(new PurgeQueueInput { QueueUrl = url }, Call);
        Assert.Equal(("0", "0", "0"), await CountsAsync(url));
        await DeleteAsync(url, inFlight);
        Assert.Equal("Only one PurgeQueue operation on q is allowed every 60 seconds.", await RefusedAsync<PurgeQueueInProgress>(async () => await Service.PurgeQueue(new PurgeQueueInput { QueueUrl = url }, Call)));
        await SendAsync(url, "after");
        Assert.Equal(["after"], await BodiesAsync(url));
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Messages.All)) == 1 && await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Payloads.All)) == 0);
    }

    [Fact]
    public async Task A_deleted_queue_is_gone_with_its_messages()
    {
        RunJobs();
        var url = await FifoAsync();
        for (var i = 0; i < 20; i++) await SendAsync(url, $"{i}", "g");
        await Service.DeleteQueue(new DeleteQueueInput { QueueUrl = url }, Call);
        await RefusedAsync<QueueDoesNotExist>(() => SendAsync(url, "x", "g"));
        await EventuallyAsync(async () => await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Fifo.All)) + await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Deduplication.All)) == 0);
    }

    [Fact]
    public async Task Attributes_change_and_unset()
    {
        var url = await QueueAsync();
        async Task SetAsync(string name, string value) =>
            await Service.SetQueueAttributes(new SetQueueAttributesInput { QueueUrl = url, Attributes = new Dictionary<string, string> { [name] = value } }, Call);
        await SetAsync("DelaySeconds", "54");
        Assert.Equal("54", (await AttributesAsync(url, "DelaySeconds"))["DelaySeconds"]);
        await SetAsync("RedriveAllowPolicy", """{"redrivePermission":"allowAll"}""");
        Assert.Single(await AttributesAsync(url, "RedriveAllowPolicy"));
        await SetAsync("RedriveAllowPolicy", "");
        Assert.Empty(await AttributesAsync(url, "RedriveAllowPolicy"));
        await SetAsync("KmsMasterKeyId", "alias/aws/sqs");
        var a = await AttributesAsync(url);
        Assert.Equal(("alias/aws/sqs", "300", "false"), (a["KmsMasterKeyId"], a["KmsDataKeyReusePeriodSeconds"], a["SqsManagedSseEnabled"]));
        await RefusedAsync<InvalidAttributeName>(() => SetAsync("FifoQueue", "true"));
        Assert.Equal("You can specify the FifoThroughputLimit only when FifoQueue is set to true.", await InvalidAsync(() => SetAsync("FifoThroughputLimit", "perQueue")));
        await RefusedAsync<InvalidAttributeName>(() => AttributesAsync(url, "Nonsense"));
    }

    [Fact]
    public async Task Tags_are_added_listed_and_removed()
    {
        var url = await QueueAsync();
        await Service.TagQueue(new TagQueueInput { QueueUrl = url, Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" } }, Call);
        await Service.TagQueue(new TagQueueInput { QueueUrl = url, Tags = new Dictionary<string, string> { ["b"] = "3" } }, Call);
        await Service.UntagQueue(new UntagQueueInput { QueueUrl = url, TagKeys = ["a"] }, Call);
        var tags = (await Service.ListQueueTags(new ListQueueTagsInput { QueueUrl = url }, Call)).Tags!;
        Assert.Equal(("b", "3"), (Assert.Single(tags).Key, tags["b"]));
    }

    [Fact]
    public async Task Permissions_become_statements_of_the_policy()
    {
        var url = await QueueAsync();
        AddPermissionInput Permission(string label, params string[] actions) => new() { QueueUrl = url, Label = label, AWSAccountIds = ["123456789012"], Actions = actions };
        await Service.AddPermission(Permission("one", "SendMessage"), Call);
        await Service.AddPermission(Permission("one", "SendMessage"), Call);
        await Service.AddPermission(Permission("two", "SendMessage", "DeleteMessage"), Call);
        using var policy = JsonDocument.Parse((await AttributesAsync(url, "Policy"))["Policy"]);
        var statements = policy.RootElement.GetProperty("Statement");
        Assert.Equal(2, statements.GetArrayLength());
        Assert.Equal("SQS:SendMessage", statements[0].GetProperty("Action").GetString());
        Assert.Equal("arn:aws:iam::123456789012:root", statements[0].GetProperty("Principal").GetProperty("AWS").GetString());
        Assert.Equal("Value one for parameter Label is invalid. Reason: Already exists.", await InvalidAsync(async () => await Service.AddPermission(Permission("one", "DeleteMessage"), Call)));
        Assert.Contains("Only the queue owner", await InvalidAsync(async () => await Service.AddPermission(Permission("three", "CreateQueue"), Call)), StringComparison.Ordinal);
        Assert.Contains("WSDL", await InvalidAsync(async () => await Service.AddPermission(Permission("three", "SendMessageBatch"), Call)), StringComparison.Ordinal);
        await Service.RemovePermission(new RemovePermissionInput { QueueUrl = url, Label = "one" }, Call);
        await Service.RemovePermission(new RemovePermissionInput { QueueUrl = url, Label = "two" }, Call);
        Assert.Empty(await AttributesAsync(url, "Policy"));
        Assert.Contains("can't find label", await InvalidAsync(async () => await Service.RemovePermission(new RemovePermissionInput { QueueUrl = url, Label = "two" }, Call)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_of_sends_succeeds_and_fails_entry_by_entry()
    {
        var url = await QueueAsync("q", ("MaximumMessageSize", "1024"));
        var answer = await Service.SendMessageBatch(
            new SendMessageBatchInput { QueueUrl = url, Entries = [new() { Id = "ok", MessageBody = "x" }, new() { Id = "none" }, new() { Id = "long", MessageBody = new string('x', 1025) }] }, Call);
        Assert.Equal(["ok"], answer.Successful!.Select(s => s.Id));
        Assert.Equal([("none", "MissingParameter"), ("long", "InvalidParameterValue")], answer.Failed!.Select(f => (f.Id, f.Code)));
        Assert.Equal("The request must contain the parameter SendMessageBatchRequestEntry.2.MessageBody.", answer.Failed![0].Message);
        Assert.Equal(["x"], await BodiesAsync(url));
    }

    [Fact]
    public async Task A_batch_holds_a_mebibyte_and_no_more()
    {
        var url = await QueueAsync();
        Task Batch(int size) => Service.SendMessageBatch(
            new SendMessageBatchInput { QueueUrl = url, Entries = [new() { Id = "1", MessageBody = new string('a', size) }, new() { Id = "2", MessageBody = new string('b', 1_048_576 - 100) }] }, Call).AsTask();
        await Batch(100);
        Assert.Equal("Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.", await RefusedAsync<BatchRequestTooLong>(() => Batch(101)));
    }

    [Fact]
    public async Task A_quiet_group_does_not_wait_behind_a_noisy_one()
    {
        var url = await QueueAsync();
        for (var i = 0; i < 50; i++) await SendAsync(url, $"noisy {i}", "noisy");
        await SendAsync(url, "quiet", "quiet");
        await SendAsync(url, "no group");
        Assert.Equal("noisy 0", Assert.Single(await ReceiveAsync(url, 1)).Body);
        // One of the noisy group is in flight now, so the others come first.
        Assert.Equal(["no group", "quiet"], (await BodiesAsync(url, 2)).Order());
        Assert.Equal(10, (await ReceiveAsync(url)).Count);
    }
}
