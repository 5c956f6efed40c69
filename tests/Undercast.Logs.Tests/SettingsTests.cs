using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Undercast.Cloud;
using Undercast.Kernel;
using Undercast.Storage;

namespace Undercast.Logs.Tests;

public sealed class SettingsTests : Fixture
{
    [Fact]
    public async Task Metric_filters_are_kept_and_listed()
    {
        await GroupAsync();
        var made = new MetricTransformation { MetricName = "m", MetricNamespace = "n", MetricValue = "1" };
        await Service.PutMetricFilter(new PutMetricFilterInput { LogGroupName = "g", FilterName = "f", FilterPattern = "ERROR", MetricTransformations = [made] }, Call);
        Assert.Equal("ERROR", Assert.Single((await Service.DescribeMetricFilters(new DescribeMetricFiltersInput { MetricName = "m", MetricNamespace = "n" }, Call)).MetricFilters!).FilterPattern);
        Assert.Equal(1, Assert.Single((await Service.DescribeLogGroups(new DescribeLogGroupsInput(), Call)).LogGroups!).MetricFilterCount);
        await Service.DeleteMetricFilter(new DeleteMetricFilterInput { LogGroupName = "g", FilterName = "f" }, Call);
        await RefusedAsync<ResourceNotFoundException>(async () => await Service.DeleteMetricFilter(new DeleteMetricFilterInput { LogGroupName = "g", FilterName = "f" }, Call));
    }

    [Fact]
    public async Task A_pattern_is_tested_on_messages()
    {
        var fields = await Service.TestMetricFilter(new TestMetricFilterInput { FilterPattern = "[ip, user, status=5*]", LogEventMessages = ["1.1.1.1 ada 200", "1.1.1.1 bob 503"] }, Call);
        var match = Assert.Single(fields.Matches!);
        Assert.Equal((2, "bob", "503"), (match.EventNumber, match.ExtractedValues!["$user"], match.ExtractedValues["$status"]));
        var json = await Service.TestMetricFilter(new TestMetricFilterInput { FilterPattern = "{ $.code = 7 }", LogEventMessages = ["{\"code\":7}"] }, Call);
        Assert.Equal("7", Assert.Single(json.Matches!).ExtractedValues!["$.code"]);
    }

    [Fact]
    public async Task Policies_keys_and_protection_are_kept()
    {
        await GroupAsync();
        const string policy = "{\"Version\":\"2012-10-17\",\"Statement\":[]}";
        await Service.PutResourcePolicy(new PutResourcePolicyInput { PolicyName = "p", PolicyDocument = policy }, Call);
        Assert.Equal(policy, Assert.Single((await Service.DescribeResourcePolicies(new DescribeResourcePoliciesInput(), Call)).ResourcePolicies!).PolicyDocument);
        await RefusedAsync<InvalidParameterException>(async () => await Service.PutResourcePolicy(new PutResourcePolicyInput { PolicyName = "q", PolicyDocument = "no" }, Call));
        await Service.DeleteResourcePolicy(new DeleteResourcePolicyInput { PolicyName = "p" }, Call);
        Assert.Empty((await Service.DescribeResourcePolicies(new DescribeResourcePoliciesInput(), Call)).ResourcePolicies!);
        await Service.AssociateKmsKey(new AssociateKmsKeyInput { LogGroupName = "g", KmsKeyId = "arn:aws:kms:us-east-1:000000000000:key/k" }, Call);
        Assert.NotNull(Assert.Single((await Service.DescribeLogGroups(new DescribeLogGroupsInput(), Call)).LogGroups!).KmsKeyId);
        await Service.DisassociateKmsKey(new DisassociateKmsKeyInput { LogGroupName = "g" }, Call);
        await Service.PutLogGroupDeletionProtection(new PutLogGroupDeletionProtectionInput { LogGroupIdentifier = "g", DeletionProtectionEnabled = true }, Call);
        await RefusedAsync<ValidationException>(async () => await Service.DeleteLogGroup(new DeleteLogGroupInput { LogGroupName = "g" }, Call));
    }

    [Fact]
    public async Task Events_are_exported_to_a_bucket()
    {
        var calls = new RememberingCalls();
        await GroupAsync("g", "s/1");
        await PutAsync("s/1", (Now, "one"), (Now + 1, "two"));
        var id = (await Service.CreateExportTask(new CreateExportTaskInput { LogGroupName = "g", From = Now, To = Now + 10, Destination = "b" }, Call)).TaskId!;
        await RefusedAsync<LimitExceededException>(async () => await Service.CreateExportTask(new CreateExportTaskInput { LogGroupName = "g", From = 0, To = 1, Destination = "b" }, Call));
        RunJobs(new ServiceCollection().AddSingleton<IStore>(Store).AddSingleton<TimeProvider>(Time).AddSingleton<ICloudCalls>(calls).BuildServiceProvider());
        await EventuallyAsync(async () => (await Service.DescribeExportTasks(new DescribeExportTasksInput { TaskId = id }, Call)).ExportTasks![0].Status!.Code == "COMPLETED");
        var written = calls.Made.Single(c => ((string)c["Key"]!).EndsWith("000000.gz", StringComparison.Ordinal));
        Assert.Equal(("b", $"exportedlogs/{id}/s-1/000000.gz"), ((string)written["Bucket"]!, (string)written["Key"]!));
        using var text = new StreamReader(new GZipStream(new MemoryStream(Convert.FromBase64String((string)written["Body"]!)), CompressionMode.Decompress));
        Assert.Equal("2026-01-01T00:00:00.000Z one\n2026-01-01T00:00:00.001Z two\n", await text.ReadToEndAsync());
        await RefusedAsync<InvalidOperationException>(async () => await Service.CancelExportTask(new CancelExportTaskInput { TaskId = id }, Call));
    }

    [Fact]
    public async Task A_live_tail_tells_what_comes_in()
    {
        await GroupAsync("g", "a");
        await PutAsync("a", (Now, "before"));
        Time.Advance(TimeSpan.FromSeconds(1));
        var output = await Service.StartLiveTail(new StartLiveTailInput { LogGroupIdentifiers = [$"arn:aws:logs:us-east-1:{Account}:log-group:g"], LogEventFilterPattern = "wanted" }, Call);
        await using var tail = output.ResponseStream!.GetAsyncEnumerator();
        Assert.True(await tail.MoveNextAsync());
        Assert.NotNull(tail.Current.SessionStart);
        await PutAsync("a", (Now, "other"), (Now, "wanted 1"));
        Assert.True(await tail.MoveNextAsync());
        Assert.Equal("wanted 1", Assert.Single(tail.Current.SessionUpdate!.SessionResults!).Message);
        var next = tail.MoveNextAsync().AsTask();
        await EventuallyAsync(() => Task.FromResult(next.IsCompleted));
        Assert.Empty(tail.Current.SessionUpdate!.SessionResults!);
        await RefusedAsync<InvalidParameterException>(async () => await Service.StartLiveTail(new StartLiveTailInput { LogGroupIdentifiers = ["g"] }, Call));
    }

    private sealed class RememberingCalls : ICloudCalls
    {
        public List<JsonObject> Made { get; } = [];

        public ValueTask<object?> CallAsync(Principal caller, string region, string api, string operation, object input, CancellationToken ct = default) => throw new NotSupportedException();

        public ValueTask<ReadOnlyMemory<byte>> CallDocumentAsync(Principal caller, string region, string api, string operation, ReadOnlyMemory<byte> document, CancellationToken ct = default)
        {
            Made.Add((JsonObject)JsonNode.Parse(document.Span)!);
            return new(ReadOnlyMemory<byte>.Empty);
        }
    }
}
