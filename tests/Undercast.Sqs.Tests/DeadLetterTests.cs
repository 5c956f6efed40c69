namespace Undercast.Sqs.Tests;

public sealed class DeadLetterTests : Fixture
{
    private static string Arn(string name) => $"arn:aws:sqs:us-east-1:{Account}:{name}";

    private static string Policy(string name, int count) => $$"""{"deadLetterTargetArn":"{{Arn(name)}}","maxReceiveCount":{{count}}}""";

    private async Task FailAsync(string url, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.NotEmpty(await ReceiveAsync(url, visibility: 0));
        }
    }

    [Fact]
    public async Task A_message_moves_after_its_last_allowed_receive()
    {
        var (dlq, url) = (await QueueAsync("dlq"), await QueueAsync("q", ("RedrivePolicy", Policy("dlq", 2))));
        var sent = await SendAsync(url, "poison");
        await FailAsync(url, 2);
        Assert.Empty(await ReceiveAsync(url));
        var dead = Assert.Single(await ReceiveAsync(dlq));
        Assert.Equal(sent.MessageId, dead.MessageId);
        Assert.Equal(Arn("q"), dead.Attributes!["DeadLetterQueueSourceArn"]);
        Assert.Equal(("0", "0", "0"), await CountsAsync(url));
    }

    [Fact]
    public async Task A_FIFO_message_moves_and_frees_its_group()
    {
        var (dlq, url) = (await FifoAsync("dlq.fifo"), await FifoAsync("q.fifo", ("RedrivePolicy", Policy("dlq.fifo", 1))));
        await SendAsync(url, "poison", "g");
        await SendAsync(url, "good", "g");
        Assert.Equal("poison", Assert.Single(await ReceiveAsync(url, 1, visibility: 0)).Body);
        Assert.Equal(["good"], await BodiesAsync(url));
        Assert.Equal("g", Assert.Single(await ReceiveAsync(dlq)).Attributes!["MessageGroupId"]);
    }

    [Fact]
    public async Task Sources_are_listed_in_pages()
    {
        var dlq = await QueueAsync("dlq");
        foreach (var name in (string[])["s1", "s2", "s3"]) await QueueAsync(name, ("RedrivePolicy", Policy("dlq", 5)));
        var first = await Service.ListDeadLetterSourceQueues(new ListDeadLetterSourceQueuesInput { QueueUrl = dlq, MaxResults = 2 }, Call);
        Assert.Equal(2, first.QueueUrls!.Count);
        var second = await Service.ListDeadLetterSourceQueues(new ListDeadLetterSourceQueuesInput { QueueUrl = dlq, MaxResults = 2, NextToken = first.NextToken }, Call);
        Assert.EndsWith("/s3", Assert.Single(second.QueueUrls!), StringComparison.Ordinal);
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task A_move_task_takes_messages_back_to_their_source()
    {
        RunJobs();
        var (dlq, url) = (await QueueAsync("dlq"), await QueueAsync("q", ("RedrivePolicy", Policy("dlq", 1))));
        for (var i = 0; i < 120; i++) await SendAsync(url, $"{i}");
        for (var i = 0; i < 24; i++) await ReceiveAsync(url, visibility: 0);
        await EventuallyAsync(async () =>
        {
            await ReceiveAsync(url, visibility: 0);
            return (await CountsAsync(dlq)).Visible == "120";
        });
        await Service.StartMessageMoveTask(new StartMessageMoveTaskInput { SourceArn = Arn("dlq") }, Call);
        await EventuallyAsync(async () => (await TaskAsync("dlq")).Status == "COMPLETED");
        Assert.Equal(120, (await TaskAsync("dlq")).ApproximateNumberOfMessagesMoved);
        Assert.Equal("0", (await CountsAsync(dlq)).Visible);
        Assert.Equal("120", (await CountsAsync(url)).Visible);
    }

    [Fact]
    public async Task A_message_that_was_sent_straight_to_the_dead_letter_queue_fails_the_task()
    {
        RunJobs();
        var dlq = await QueueAsync("dlq");
        await QueueAsync("q", ("RedrivePolicy", Policy("dlq", 1)));
        await SendAsync(dlq, "from nowhere");
        await Service.StartMessageMoveTask(new StartMessageMoveTaskInput { SourceArn = Arn("dlq"), MaxNumberOfMessagesPerSecond = 93 }, Call);
        await EventuallyAsync(async () => (await TaskAsync("dlq")).Status == "FAILED");
        var task = await TaskAsync("dlq");
        Assert.Equal(("CouldNotDetermineMessageSource", 0L, 1L, 93), (task.FailureReason, task.ApproximateNumberOfMessagesMoved, task.ApproximateNumberOfMessagesToMove, task.MaxNumberOfMessagesPerSecond));
        Assert.Null(task.TaskHandle);
        Assert.Equal("1", (await CountsAsync(dlq)).Visible);
    }

    [Fact]
    public async Task A_running_task_excludes_another_and_can_be_cancelled()
    {
        await QueueAsync("dlq");
        await QueueAsync("q", ("RedrivePolicy", Policy("dlq", 1)));
        var handle = (await Service.StartMessageMoveTask(new StartMessageMoveTaskInput { SourceArn = Arn("dlq"), DestinationArn = Arn("q") }, Call)).TaskHandle;
        Assert.Equal(
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
            await RefusedAsync<UnsupportedOperation>(async () => await Service.StartMessageMoveTask(new StartMessageMoveTaskInput { SourceArn = Arn("dlq") }, Call)));
        await Service.CancelMessageMoveTask(new CancelMessageMoveTaskInput { TaskHandle = handle }, Call);
        Assert.Equal("CANCELLING", (await TaskAsync("dlq")).Status);
        RunJobs();
        await EventuallyAsync(async () => (await TaskAsync("dlq")).Status == "CANCELLED");
    }

    [Theory]
    [InlineData("invalid", null, "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:dlq", "x", "You must use this format to specify the DestinationArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:dlq", "arn:aws:sqs:us-east-1:000000000000:dlq", "Source queue arn and destination queue arn cannot be the same.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:plain", null, "Source queue must be configured as a Dead Letter Queue.")]
    public async Task A_bad_task_is_refused(string source, string? destination, string message)
    {
        await QueueAsync("dlq");
        await QueueAsync("plain");
        await QueueAsync("q", ("RedrivePolicy", Policy("dlq", 1)));
        Assert.Equal(message, await InvalidAsync(async () => await Service.StartMessageMoveTask(new StartMessageMoveTaskInput { SourceArn = source, DestinationArn = destination }, Call)));
    }

    private async Task<ListMessageMoveTasksResultEntry> TaskAsync(string name) =>
        (await Service.ListMessageMoveTasks(new ListMessageMoveTasksInput { SourceArn = Arn(name) }, Call)).Results![0];
}
