using Undercast.Kernel;
using Undercast.Sqs;
using Undercast.Storage;

namespace Undercast.Fuzz.Tests;

public sealed class QueueServiceTests
{
    private const string Account = "000000000000";
    private const string Arn = "arn:aws:sqs:us-east-1:000000000000:dead";
    private const string Url = "http://localhost:4566/000000000000/q";

    // Values in which a document or a number is parsed.
    private static readonly (string Name, string Value)[] Attributes =
    [
        ("Policy", """{"Version":"2012-10-17","Id":"p","Statement":[{"Sid":"s","Effect":"Allow","Principal":{"AWS":"*"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"Bool":{"a":"true"}}}]}"""),
        ("Policy", """{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":["sqs:*"],"Resource":"*"}}"""),
        ("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{Arn}}","maxReceiveCount":"3"}"""),
        ("RedriveAllowPolicy", $$"""{"redrivePermission":"byQueue","sourceQueueArns":["{{Arn}}"]}"""),
        ("VisibilityTimeout", "30"), ("DelaySeconds", "0"), ("KmsMasterKeyId", "alias/aws/sqs"), ("MessageRetentionPeriod", "345600"), ("ReceiveMessageWaitTimeSeconds", "0"),
    ];

    private readonly MemoryStore _store = new(TimeProvider.System);
    private readonly SqsService _service;

    public QueueServiceTests() => _service = new SqsService(_store, TimeProvider.System, new InFlightGuard());

    private static CallContext Call(CancellationToken ct = default) => new()
    {
        RequestId = "r", Caller = Principal.Root(Account), Region = "us-east-1", Now = DateTimeOffset.UtcNow, Cancelled = ct,
    };

    [Fact]
    public async Task Any_attribute_of_a_queue_is_set_or_refused()
    {
        await PrepareAsync();
        FuzzLoop.Run(
            m =>
            {
                var (name, value) = m.Any(Attributes);
                return new FuzzInput(m.Random.Next(10) == 0 ? m.Damage(name) : name, System.Text.Encoding.UTF8.GetBytes(m.Damage(value)));
            },
            input => Drive(async () =>
            {
                var given = new Dictionary<string, string> { [input.Label] = System.Text.Encoding.UTF8.GetString(input.Bytes) };
                await _service.SetQueueAttributes(new SetQueueAttributesInput { QueueUrl = Url, Attributes = given }, Call());
                await _service.GetQueueAttributes(new GetQueueAttributesInput { QueueUrl = Url, AttributeNames = ["All"] }, Call());
                await _service.AddPermission(new AddPermissionInput { QueueUrl = Url, Label = "fuzz", AWSAccountIds = [Account], Actions = ["SendMessage"] }, Call());
                await _service.RemovePermission(new RemovePermissionInput { QueueUrl = Url, Label = "fuzz" }, Call());
            }));
    }

    [Theory]
    [InlineData("RedrivePolicy", "{\"\\ud800\":1}")]
    [InlineData("RedriveAllowPolicy", "{\"redrivePermission\":\"\\ud800\"}")]
    [InlineData("Policy", "{\"Version\":\"\\ud800\",\"Statement\":[]}")]
    [InlineData("Policy", "{\"Statement\":[{\"Effect\":\"Allow\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\"}]}")]
    public async Task Documents_that_parse_and_cannot_be_read_are_refused(string name, string value)
    {
        await PrepareAsync();
        var given = new Dictionary<string, string> { [name] = value };
        await Assert.ThrowsAnyAsync<AwsException>(async () => await _service.SetQueueAttributes(new SetQueueAttributesInput { QueueUrl = Url, Attributes = given }, Call()));
    }

    [Fact]
    public async Task Any_receipt_handle_and_task_handle_is_known_or_refused()
    {
        await PrepareAsync();
        var handles = new List<(string Url, string Handle)>();
        foreach (var url in (string[])[Url, Url + ".fifo"])
        {
            await _service.SendMessage(new SendMessageInput { QueueUrl = url, MessageBody = "m", MessageGroupId = url == Url ? null : "g", MessageDeduplicationId = url == Url ? null : "d" }, Call());
            var got = await _service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, VisibilityTimeout = 40000 }, Call());
            handles.Add((url, got.Messages![0].ReceiptHandle!));
        }
        FuzzLoop.Run(
            m =>
            {
                var (url, handle) = m.Any(handles);
                // Damage below the base64 comes further than damage to it. A whole handle would delete the message that the others stand for.
                var bytes = m.Random.Next(3) > 0 ? System.Text.Encoding.UTF8.GetBytes(Convert.ToBase64String(m.Damage(Convert.FromBase64String(handle)))) : System.Text.Encoding.UTF8.GetBytes(m.Damage(handle));
                return new FuzzInput(m.Random.Next(8) == 0 ? m.Any(handles).Url : url, bytes);
            },
            input =>
            {
                var handle = System.Text.Encoding.UTF8.GetString(input.Bytes);
                Drive(async () => await _service.ChangeMessageVisibility(new ChangeMessageVisibilityInput { QueueUrl = input.Label, ReceiptHandle = handle, VisibilityTimeout = 40000 }, Call()));
                Drive(async () => await _service.CancelMessageMoveTask(new CancelMessageMoveTaskInput { TaskHandle = handle }, Call()));
                if (handles.Any(h => h.Handle == handle)) return;
                Drive(async () => await _service.DeleteMessage(new DeleteMessageInput { QueueUrl = input.Label, ReceiptHandle = handle }, Call()));
            });
    }

    [Fact]
    public async Task Any_message_and_queue_name_is_taken_or_refused()
    {
        await PrepareAsync();
        FuzzLoop.Run(
            m => new FuzzInput(m.Damage(m.Any<string>([Url, Url + ".fifo", "q", "https://sqs.us-east-1.amazonaws.com/000000000000/q", "https://us-east-1.queue.amazonaws.com/000000000000/q"])), m.Damage("String.custom"u8.ToArray())),
            input =>
            {
                var text = System.Text.Encoding.UTF8.GetString(input.Bytes);
                var number = input.Bytes.Length < 5 ? (int?)null : input.Bytes[0] - 50;
                Drive(async () => await _service.SendMessage(
                    new SendMessageInput
                    {
                        QueueUrl = input.Label, MessageBody = text, DelaySeconds = number, MessageGroupId = number > 0 ? text : null, MessageDeduplicationId = number > 9 ? text : null,
                        MessageAttributes = new Dictionary<string, MessageAttributeValue> { [text] = new() { DataType = text, StringValue = text }, ["n"] = new() { DataType = "Number", StringValue = text } },
                        MessageSystemAttributes = new Dictionary<string, MessageSystemAttributeValue> { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = text } },
                    },
                    Call()));
                // A wait would be a slow answer that is right; a cancelled call ends it.
                using var cancelled = new CancellationTokenSource(50);
                Drive(async () => await _service.ReceiveMessage(
                    new ReceiveMessageInput { QueueUrl = input.Label, MaxNumberOfMessages = number, VisibilityTimeout = number, WaitTimeSeconds = number > 0 ? number : null, MessageAttributeNames = [text, "All", ".*"], ReceiveRequestAttemptId = number > 5 ? text : null },
                    Call(cancelled.Token)));
                Drive(async () => await _service.CreateQueue(
                    new CreateQueueInput { QueueName = number > 0 ? input.Label : text, Attributes = new Dictionary<string, string> { ["FifoQueue"] = text }, Tags = new Dictionary<string, string> { [text] = text } }, Call()));
                Drive(async () => await _service.StartMessageMoveTask(new StartMessageMoveTaskInput { SourceArn = text, DestinationArn = Arn, MaxNumberOfMessagesPerSecond = number }, Call()));
            });
    }

    private async Task PrepareAsync()
    {
        await _service.CreateQueue(new CreateQueueInput { QueueName = "q" }, Call());
        await _service.CreateQueue(new CreateQueueInput { QueueName = "dead" }, Call());
        await _service.CreateQueue(new CreateQueueInput { QueueName = "q.fifo", Attributes = new Dictionary<string, string> { ["FifoQueue"] = "true" } }, Call());
    }

    private static void Drive(Func<Task> act)
    {
        try
        {
            act().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is AwsException or OperationCanceledException)
        {
        }
    }
}
