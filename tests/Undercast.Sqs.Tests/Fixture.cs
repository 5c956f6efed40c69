using Microsoft.Extensions.Logging.Abstractions;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Sqs.Tests;

/// <summary>The service over a store in memory and a clock of the test's own. A new one for each test.</summary>
public abstract class Fixture : IAsyncLifetime
{
    private protected const string Account = "000000000000";
    private JobRunner? _jobs;

    private protected Fixture()
    {
        Store = new MemoryStore(Time);
        Service = new SqsService(Store, Time, new InFlightGuard());
    }

    private protected ManualTime Time { get; } = new();

    private protected MemoryStore Store { get; }

    private protected SqsService Service { get; }

    private protected CallContext Call => new()
    {
        RequestId = CallContext.NewRequestId(),
        Caller = Principal.Root(Account),
        Region = "us-east-1",
        Now = Time.GetUtcNow(),
    };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_jobs is not null) await _jobs.DisposeAsync();
        await Store.DisposeAsync();
    }

    private protected void RunJobs()
    {
        _jobs = new JobRunner(
            Store, [DropJob.StorageHandler(Store), DropJob.QueueHandler(Store), SweepJob.Handler(Store, Time), MoveJob.Handler(Store, Time)], [],
            new JobRunnerOptions { Node = "test" }, Time, NullLogger<JobRunner>.Instance);
        _jobs.Start();
    }

    /// <summary>Waits for what a job does, with a deadline; the test's clock moves on meanwhile.</summary>
    private protected Task EventuallyAsync(Func<Task<bool>> condition) => Time.AdvanceUntilAsync(condition, TimeSpan.FromMilliseconds(100));

    private protected async Task<string> QueueAsync(string name = "q", params (string Name, string Value)[] attributes) =>
        (await Service.CreateQueue(new CreateQueueInput { QueueName = name, Attributes = attributes.Length == 0 ? null : attributes.ToDictionary(a => a.Name, a => a.Value) }, Call)).QueueUrl!;

    private protected Task<string> FifoAsync(string name = "q.fifo", params (string Name, string Value)[] attributes) =>
        QueueAsync(name, [("FifoQueue", "true"), ("ContentBasedDeduplication", "true"), .. attributes]);

    private protected async Task<SendMessageOutput> SendAsync(string url, string body, string? group = null, string? deduplication = null, int? delay = null) =>
        await Service.SendMessage(new SendMessageInput { QueueUrl = url, MessageBody = body, MessageGroupId = group, MessageDeduplicationId = deduplication, DelaySeconds = delay }, Call);

    private protected async Task<IReadOnlyList<Message>> ReceiveAsync(string url, int max = 10, int? visibility = null, string? attempt = null) =>
        (await Service.ReceiveMessage(
            new ReceiveMessageInput { QueueUrl = url, MaxNumberOfMessages = max, VisibilityTimeout = visibility, AttributeNames = ["All"], MessageAttributeNames = ["All"], ReceiveRequestAttemptId = attempt },
            Call)).Messages ?? [];

    private protected async Task<string[]> BodiesAsync(string url, int max = 10) => [.. (await ReceiveAsync(url, max)).Select(m => m.Body!)];

    private protected async Task DeleteAsync(string url, Message message) =>
        await Service.DeleteMessage(new DeleteMessageInput { QueueUrl = url, ReceiptHandle = message.ReceiptHandle }, Call);

    private protected async Task ChangeAsync(string url, Message message, int timeout) =>
        await Service.ChangeMessageVisibility(new ChangeMessageVisibilityInput { QueueUrl = url, ReceiptHandle = message.ReceiptHandle, VisibilityTimeout = timeout }, Call);

    private protected async Task<IReadOnlyDictionary<string, string>> AttributesAsync(string url, params string[] names) =>
        (await Service.GetQueueAttributes(new GetQueueAttributesInput { QueueUrl = url, AttributeNames = names.Length == 0 ? ["All"] : names }, Call)).Attributes ?? new Dictionary<string, string>();

    private protected async Task<(string Visible, string InFlight, string Delayed)> CountsAsync(string url)
    {
        var a = await AttributesAsync(url);
        return (a["ApproximateNumberOfMessages"], a["ApproximateNumberOfMessagesNotVisible"], a["ApproximateNumberOfMessagesDelayed"]);
    }

    private protected static async Task<string> RefusedAsync<TError>(Func<Task> act)
        where TError : AwsException => (await Assert.ThrowsAsync<TError>(act)).Message;

    private protected static async Task<string> InvalidAsync(Func<Task> act)
    {
        var e = await Assert.ThrowsAsync<CommonException>(act);
        Assert.Equal(CommonError.InvalidParameterValue, e.Kind);
        return e.Message;
    }
}
