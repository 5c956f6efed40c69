namespace Undercast.Sqs.Tests;

public sealed class SendMessageTests : Fixture
{
    private static SendMessageInput Input(string url, string? body = "Test message", IReadOnlyDictionary<string, MessageAttributeValue>? attributes = null) =>
        new() { QueueUrl = url, MessageBody = body, MessageAttributes = attributes };

    private static Dictionary<string, MessageAttributeValue> One(string name, string? type, string? text = null, byte[]? binary = null) =>
        new() { [name] = new MessageAttributeValue { DataType = type, StringValue = text, BinaryValue = binary } };

    [Fact]
    public async Task Digests_are_those_that_AWS_computes()
    {
        // Source: answers recorded from the service for these inputs.
        var sent = await Service.SendMessage(
            new SendMessageInput
            {
                QueueUrl = await QueueAsync(),
                MessageBody = "Test Message",
                MessageAttributes = One("Hello", "String", "World"),
                MessageSystemAttributes = new Dictionary<string, MessageSystemAttributeValue> { ["AWSTraceHeader"] = new() { DataType = "String", StringValue = "some-trace-id" } },
            },
            Call);
        Assert.Equal("d1d4180b7e411c4be86b00fb2ee103eb", sent.MD5OfMessageBody);
        Assert.Equal("7db7fb1ba7f41366a8ea5eb18220b26d", sent.MD5OfMessageAttributes);
        Assert.Equal("fdce4f2818803f2f73becc09a54792c0", sent.MD5OfMessageSystemAttributes);
        Assert.Null(sent.SequenceNumber);
    }

    [Fact]
    public async Task The_trace_header_of_the_request_stands_in_for_the_attribute()
    {
        var url = await QueueAsync();
        var traced = new Kernel.CallContext { RequestId = Kernel.CallContext.NewRequestId(), Caller = Call.Caller, Region = Call.Region, Now = Call.Now, TraceHeader = "Root=1-2-3" };
        Assert.Null((await Service.SendMessage(new SendMessageInput { QueueUrl = url, MessageBody = "a" }, traced)).MD5OfMessageSystemAttributes);
        var received = await Service.ReceiveMessage(new ReceiveMessageInput { QueueUrl = url, MessageSystemAttributeNames = ["AWSTraceHeader"] }, Call);
        Assert.Equal("Root=1-2-3", Assert.Single(received.Messages!).Attributes!["AWSTraceHeader"]);
    }

    [Fact]
    public async Task A_body_is_required()
    {
        var url = await QueueAsync();
        Assert.Equal("The request must contain the parameter MessageBody.", (await Assert.ThrowsAsync<Kernel.CommonException>(() => SendAsync(url, ""))).Message);
    }

    [Fact]
    public async Task Characters_that_XML_cannot_carry_are_refused()
    {
        var url = await QueueAsync();
        // A list here, since half a surrogate pair does not survive in an attribute's argument.
        foreach (var body in (string[])["a\u0001b", "a\uFFFFb", "a\uD800b", "a\uDC00", "\uD800"]) await RefusedAsync<InvalidMessageContents>(() => SendAsync(url, body));
        Assert.Equal(("0", "0", "0"), await CountsAsync(url));
    }

    [Fact]
    public async Task Every_allowed_character_comes_back()
    {
        var url = await QueueAsync();
        const string body = "tab\tline\nreturn\r <&> é 漢 😀";
        await SendAsync(url, body);
        Assert.Equal([body], await BodiesAsync(url));
    }

    [Theory]
    [InlineData(-234)]
    [InlineData(901)]
    public async Task A_delay_out_of_range_is_refused(int delay)
    {
        var url = await QueueAsync();
        Assert.Equal($"Value {delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.", await InvalidAsync(() => SendAsync(url, "x", delay: delay)));
    }

    [Theory]
    [InlineData("Hello", "Number", "world", "Can't cast the value of message (user) attribute 'Hello' to a number.")]
    [InlineData("Hello", "String", "", "Message (user) attribute 'Hello' must contain a non-empty value of type 'String'.")]
    [InlineData("", "String", "x", "The request must contain non-empty message (user) attribute names.")]
    [InlineData("Hello", null, null, "The message (user) attribute 'Hello' must contain a non-empty message attribute value.")]
    [InlineData("Hello", "Thing", "x", "The type of message (user) attribute 'Hello' is invalid. You must use only the following supported type prefixes: Binary, Number, String.")]
    [InlineData("AWS.Hello", "String", "x", "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.")]
    [InlineData("amazon.Hello", "String", "x", "You can't use message attribute names beginning with 'AWS.' or 'Amazon'. These strings are reserved for internal use.")]
    public async Task A_bad_attribute_is_refused(string name, string? type, string? value, string message)
    {
        var url = await QueueAsync();
        Assert.Equal(message, await InvalidAsync(async () => await Service.SendMessage(Input(url, attributes: One(name, type, value)), Call)));
    }

    [Fact]
    public async Task Eleven_attributes_are_too_many()
    {
        var url = await QueueAsync();
        var many = Enumerable.Range(0, 11).ToDictionary(i => $"a{i}", _ => new MessageAttributeValue { DataType = "String", StringValue = "x" });
        Assert.Equal("Number of message attributes [11] exceeds the allowed maximum [10].", await InvalidAsync(async () => await Service.SendMessage(Input(url, attributes: many), Call)));
    }

    [Fact]
    public async Task The_size_counts_body_and_attributes()
    {
        var url = await QueueAsync("q", ("MaximumMessageSize", "1024"));
        const string tooLong = "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.";
        Assert.Equal(tooLong, await InvalidAsync(() => SendAsync(url, new string('a', 1025))));
        Assert.Equal(tooLong, await InvalidAsync(async () => await Service.SendMessage(Input(url, new string('a', 1000), One("name", "String", new string('b', 20))), Call)));
        await SendAsync(url, new string('a', 1024));
    }

    [Fact]
    public async Task A_message_of_a_mebibyte_travels()
    {
        var url = await QueueAsync();
        var body = new string('x', 1_048_576);
        await SendAsync(url, body);
        var message = Assert.Single(await ReceiveAsync(url));
        Assert.Equal(body, message.Body);
        await DeleteAsync(url, message);
        Assert.Equal(0, await Store.ReadAsync(tx => tx.CountAsync(SqsTables.Payloads.All)));
    }

    [Fact]
    public async Task A_deduplication_id_belongs_to_FIFO_queues()
    {
        var url = await QueueAsync();
        Assert.Equal(
            "Value 1000 for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.",
            await InvalidAsync(() => SendAsync(url, "x", deduplication: "1000")));
    }

    [Fact]
    public async Task A_missing_queue_reports_QueueDoesNotExist() => Assert.Equal("The specified queue does not exist.", await RefusedAsync<QueueDoesNotExist>(() => SendAsync($"http://x/{Account}/nope", "x")));

    [Fact]
    public async Task A_delayed_message_appears_after_its_delay()
    {
        var url = await QueueAsync("q", ("DelaySeconds", "2"));
        await SendAsync(url, "by the queue");
        await SendAsync(url, "by itself", delay: 5);
        Assert.Equal(("0", "0", "2"), await CountsAsync(url));
        Assert.Empty(await ReceiveAsync(url));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["by the queue"], await BodiesAsync(url));
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(["by itself"], await BodiesAsync(url));
    }
}
