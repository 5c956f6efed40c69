namespace Undercast.Sqs.Tests;

public sealed class CreateQueueTests : Fixture
{
    [Fact]
    public async Task A_new_queue_has_AWS_defaults()
    {
        var url = await QueueAsync("plain");
        var a = await AttributesAsync(url);
        Assert.Equal($"http://localhost:4566/{Account}/plain", url);
        Assert.Equal($"arn:aws:sqs:us-east-1:{Account}:plain", a["QueueArn"]);
        Assert.Equal("30", a["VisibilityTimeout"]);
        Assert.Equal("345600", a["MessageRetentionPeriod"]);
        Assert.Equal("1048576", a["MaximumMessageSize"]);
        Assert.Equal("0", a["DelaySeconds"]);
        Assert.Equal("true", a["SqsManagedSseEnabled"]);
        Assert.False(a.ContainsKey("FifoQueue"));
        Assert.False(a.ContainsKey("Policy"));
    }

    [Fact]
    public async Task The_same_queue_again_answers_the_same_url() =>
        Assert.Equal(await QueueAsync("same", ("DelaySeconds", "5")), await QueueAsync("same", ("DelaySeconds", "5")));

    [Fact]
    public async Task No_attributes_match_any_existing_queue() => Assert.Equal(await QueueAsync("same", ("DelaySeconds", "5")), await QueueAsync("same"));

    [Fact]
    public async Task A_different_attribute_reports_QueueNameExists()
    {
        await QueueAsync("other", ("VisibilityTimeout", "5"));
        var message = await RefusedAsync<QueueNameExists>(() => QueueAsync("other", ("VisibilityTimeout", "6")));
        Assert.Equal("A queue already exists with the same name and a different value for attribute VisibilityTimeout", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("in.fo")]
    [InlineData("ééwwà)")]
    [InlineData("a/b")]
    [InlineData("example.fifo")]
    public async Task A_bad_name_is_refused(string name) => Assert.NotEmpty(await InvalidAsync(() => QueueAsync(name)));

    [Fact]
    public async Task A_name_of_81_characters_is_refused() =>
        Assert.Equal("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length", await InvalidAsync(() => QueueAsync(new string('a', 81))));

    [Theory]
    [InlineData("FifoQueue", "true")]
    [InlineData("FifoQueue", "false")]
    [InlineData("Nonsense", "1")]
    [InlineData("QueueArn", "x")]
    [InlineData("ContentBasedDeduplication", "true")]
    public async Task An_attribute_that_a_standard_queue_has_not_is_unknown(string name, string value) =>
        Assert.Equal($"Unknown Attribute {name}.", await RefusedAsync<InvalidAttributeName>(() => QueueAsync("q", (name, value))));

    [Theory]
    [InlineData("DelaySeconds", "901")]
    [InlineData("DelaySeconds", "-1")]
    [InlineData("DelaySeconds", " 6")]
    [InlineData("DelaySeconds", "")]
    [InlineData("DelaySeconds", "5.5")]
    [InlineData("DelaySeconds", "99999999999999999999")]
    [InlineData("MaximumMessageSize", "1023")]
    [InlineData("MaximumMessageSize", "1048577")]
    [InlineData("MessageRetentionPeriod", "59")]
    [InlineData("MessageRetentionPeriod", "1209601")]
    [InlineData("ReceiveMessageWaitTimeSeconds", "21")]
    [InlineData("VisibilityTimeout", "43201")]
    [InlineData("KmsDataKeyReusePeriodSeconds", "59")]
    [InlineData("SqsManagedSseEnabled", "yes")]
    [InlineData("Policy", "badjson")]
    [InlineData("Policy", "[]")]
    [InlineData("Policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}")]
    public async Task A_value_out_of_range_is_refused(string name, string value) =>
        Assert.Equal($"Invalid value for the parameter {name}.", await RefusedAsync<InvalidAttributeValue>(() => QueueAsync("q", (name, value))));

    [Fact]
    public async Task Two_kinds_of_encryption_are_refused() => Assert.Equal(
        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
        await InvalidAsync(() => QueueAsync("q", ("SqsManagedSseEnabled", "true"), ("KmsMasterKeyId", "alias/aws/sqs"))));

    [Fact]
    public async Task A_name_rests_for_60_seconds_after_its_queue_was_deleted()
    {
        var url = await QueueAsync("gone");
        await Service.DeleteQueue(new DeleteQueueInput { QueueUrl = url }, Call);
        Time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("You must wait 60 seconds after deleting a queue before you can create another with the same name.", await RefusedAsync<QueueDeletedRecently>(() => QueueAsync("gone")));
        Time.Advance(TimeSpan.FromSeconds(1));
        await QueueAsync("gone");
    }

    [Theory]
    [InlineData(" ", "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.")]
    [InlineData("[]", "Invalid value for the parameter RedrivePolicy. Reason: Redrive policy is not a valid JSON map.")]
    [InlineData("{}", "Value {} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: maxReceiveCount.")]
    [InlineData("{\"maxReceiveCount\":5}", "Value {\"maxReceiveCount\":5} for parameter RedrivePolicy is invalid. Reason: Redrive policy does not contain mandatory attribute: deadLetterTargetArn.")]
    public async Task A_malformed_redrive_policy_is_refused(string policy, string message) => Assert.Equal(message, await InvalidAsync(() => QueueAsync("q", ("RedrivePolicy", policy))));

    [Theory]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:dlq", -36, "Invalid value for maxReceiveCount: -36, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:dlq", 1001, "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.")]
    [InlineData("arn:aws:sns:us-east-1:000000000000:topic", 5, "Only SQS queues are valid resources for deadLetterTargetArn.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:dlq.fifo", 5, "Dead-letter queue must be same type of queue as the source.")]
    [InlineData("arn:aws:sqs:us-east-1:000000000000:unknown", 5, "Dead letter target does not exist.")]
    [InlineData("arn:aws:sqs:eu-west-1:000000000000:dlq", 5, "Dead letter target does not exist.")]
    public async Task A_redrive_policy_names_a_fitting_queue(string arn, int count, string reason)
    {
        await QueueAsync("dlq");
        var policy = $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{count}}}""";
        Assert.Equal($"Value {policy} for parameter RedrivePolicy is invalid. Reason: {reason}", await InvalidAsync(() => QueueAsync("q", ("RedrivePolicy", policy))));
    }

    [Fact]
    public async Task A_dead_letter_queue_that_denies_the_source_is_refused()
    {
        await QueueAsync("dlq", ("RedriveAllowPolicy", """{"redrivePermission":"denyAll"}"""));
        var policy = $$"""{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:{{Account}}:dlq","maxReceiveCount":1}""";
        Assert.Contains("is denied", await InvalidAsync(() => QueueAsync("q", ("RedrivePolicy", policy))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("444")]
    [InlineData("badjson")]
    [InlineData("{}")]
    [InlineData("{\"redrivePermission\":\"dummy\"}")]
    [InlineData("{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":\"arn:aws:sqs\"}")]
    public async Task A_malformed_redrive_allow_policy_is_refused(string policy) => Assert.Equal(
        "Invalid value for the parameter RedriveAllowPolicy. Reason: Amazon SQS can't create the redrive allow policy, as it’s in an unsupported format.",
        await InvalidAsync(() => QueueAsync("q", ("RedriveAllowPolicy", policy))));
}
