using System.Text.Json.Nodes;
using Undercast.Kernel;

namespace Undercast.CloudFormation.Tests;

public sealed class DriftTests : Fixture
{
    private const string Template = """
        Resources:
          Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q, DelaySeconds: 5, Tags: [{Key: a, Value: b}]}}
          T: {Type: Test::Brittle::Thing, Properties: {Name: t, Value: one}}
          Note: {Type: AWS::CDK::Metadata}
        """;

    private async Task<DescribeStackDriftDetectionStatusOutput> DetectAsync()
    {
        var id = (await Service.DetectStackDrift(new DetectStackDriftInput { StackName = "s" }, Call)).StackDriftDetectionId;
        DescribeStackDriftDetectionStatusOutput? status = null;
        await UntilAsync(async () => (status = await Service.DescribeStackDriftDetectionStatus(new DescribeStackDriftDetectionStatusInput { StackDriftDetectionId = id }, Call)).DetectionStatus == "DETECTION_COMPLETE");
        return status!;
    }

    [Fact]
    public async Task A_stack_that_nobody_touched_is_in_sync()
    {
        await CreateAsync(Template);
        var status = await DetectAsync();
        Assert.Equal(("IN_SYNC", 0), (status.StackDriftStatus, status.DriftedStackResourceCount));
        Assert.Equal("IN_SYNC", (await Service.DescribeStacks(new DescribeStacksInput { StackName = "s" }, Call)).Stacks![0].DriftInformation!.StackDriftStatus);
        Assert.Equal(["Q", "T"], (await Service.DescribeStackResourceDrifts(new DescribeStackResourceDriftsInput { StackName = "s" }, Call)).StackResourceDrifts.Select(d => d.LogicalResourceId));
    }

    [Fact]
    public async Task What_was_changed_or_removed_behind_the_stacks_back_is_found()
    {
        await CreateAsync(Template);
        await DocumentAsync("sqs", "SetQueueAttributes", new JsonObject { ["QueueUrl"] = await PhysicalAsync("Q"), ["Attributes"] = new JsonObject { ["DelaySeconds"] = "7" } });
        Brittle.Things.Clear();
        var status = await DetectAsync();
        Assert.Equal(("DRIFTED", 2), (status.StackDriftStatus, status.DriftedStackResourceCount));
        var drifts = (await Service.DescribeStackResourceDrifts(new DescribeStackResourceDriftsInput { StackName = "s", StackResourceDriftStatusFilters = ["MODIFIED", "DELETED"] }, Call)).StackResourceDrifts;
        var difference = drifts[0].PropertyDifferences!.Single();
        Assert.Equal(("/DelaySeconds", "5", "7", "NOT_EQUAL"), (difference.PropertyPath, difference.ExpectedValue, difference.ActualValue, difference.DifferenceType));
        Assert.Equal(("T", "DELETED"), (drifts[1].LogicalResourceId, drifts[1].StackResourceDriftStatus));
        Assert.Equal("MODIFIED", (await Service.DetectStackResourceDrift(new DetectStackResourceDriftInput { StackName = "s", LogicalResourceId = "Q" }, Call)).StackResourceDrift.StackResourceDriftStatus);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_said()
    {
        await CreateAsync(Template);
        Assert.Equal("Drift detection is not supported for resource type AWS::CDK::Metadata", await InvalidAsync(async () => await Service.DetectStackResourceDrift(new DetectStackResourceDriftInput { StackName = "s", LogicalResourceId = "Note" }, Call)));
        Assert.Equal("Resource X does not exist for stack s", await InvalidAsync(async () => await Service.DetectStackDrift(new DetectStackDriftInput { StackName = "s", LogicalResourceIds = ["X"] }, Call)));
        Assert.Equal("DriftDetection [x] does not exist", await InvalidAsync(async () => await Service.DescribeStackDriftDetectionStatus(new DescribeStackDriftDetectionStatusInput { StackDriftDetectionId = "x" }, Call)));
    }
}
