using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Logs;

/// <summary>Amazon CloudWatch Logs.</summary>
[AwsApi("logs", "2014-03-28", ServiceId = "CloudWatch Logs", Wires = [Wire.AwsJson11], TargetPrefix = "Logs_20140328", Constraints = ConstraintStyle.Collected, Resources = typeof(LogsResources))]
[CommonErrorCode(CommonError.Validation, "InvalidParameterException", 400)]
public interface ILogs
{
    /// <summary>Makes a log group.</summary>
    [Operation, Authorize("logs:CreateLogGroup", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceAlreadyExistsException>, Throws<LimitExceededException>]
    ValueTask CreateLogGroup(CreateLogGroupInput input, CallContext call);

    /// <summary>Removes a log group with all its streams.</summary>
    [Operation, Authorize("logs:DeleteLogGroup", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<ValidationException>]
    ValueTask DeleteLogGroup(DeleteLogGroupInput input, CallContext call);

    /// <summary>Lists log groups.</summary>
    [Operation, Authorize("logs:DescribeLogGroups", "{Group()}")]
    [Throws<InvalidParameterException>]
    ValueTask<DescribeLogGroupsOutput> DescribeLogGroups(DescribeLogGroupsInput input, CallContext call);

    /// <summary>Makes a log stream.</summary>
    [Operation, Authorize("logs:CreateLogStream", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceAlreadyExistsException>, Throws<ResourceNotFoundException>]
    ValueTask CreateLogStream(CreateLogStreamInput input, CallContext call);

    /// <summary>Removes a log stream.</summary>
    [Operation, Authorize("logs:DeleteLogStream", "{Stream(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<ValidationException>]
    ValueTask DeleteLogStream(DeleteLogStreamInput input, CallContext call);

    /// <summary>Lists the streams of a log group.</summary>
    [Operation, Authorize("logs:DescribeLogStreams", "{Described(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DescribeLogStreamsOutput> DescribeLogStreams(DescribeLogStreamsInput input, CallContext call);

    /// <summary>Writes log events to a stream.</summary>
    [Operation, Authorize("logs:PutLogEvents", "{Written(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<PutLogEventsOutput> PutLogEvents(PutLogEventsInput input, CallContext call);

    /// <summary>Reads the log events of a stream.</summary>
    [Operation, Authorize("logs:GetLogEvents", "{Read(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<GetLogEventsOutput> GetLogEvents(GetLogEventsInput input, CallContext call);

    /// <summary>Searches the log events of a group.</summary>
    [Operation, Authorize("logs:FilterLogEvents", "{Searched(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<FilterLogEventsOutput> FilterLogEvents(FilterLogEventsInput input, CallContext call);

    /// <summary>Sets how long log events are kept.</summary>
    [Operation, Authorize("logs:PutRetentionPolicy", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask PutRetentionPolicy(PutRetentionPolicyInput input, CallContext call);

    /// <summary>Keeps log events forever.</summary>
    [Operation, Authorize("logs:DeleteRetentionPolicy", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteRetentionPolicy(DeleteRetentionPolicyInput input, CallContext call);

    /// <summary>Adds or overwrites tags.</summary>
    [Operation, Authorize("logs:TagLogGroup", "{Group(LogGroupName)}")]
    [Throws<ResourceNotFoundException>, Throws<InvalidParameterException>]
    ValueTask TagLogGroup(TagLogGroupInput input, CallContext call);

    /// <summary>Removes tags.</summary>
    [Operation, Authorize("logs:UntagLogGroup", "{Group(LogGroupName)}")]
    [Throws<ResourceNotFoundException>]
    ValueTask UntagLogGroup(UntagLogGroupInput input, CallContext call);

    /// <summary>Reads tags.</summary>
    [Operation, Authorize("logs:ListTagsLogGroup", "{Group(LogGroupName)}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<ListTagsLogGroupOutput> ListTagsLogGroup(ListTagsLogGroupInput input, CallContext call);

    /// <summary>Adds or overwrites tags.</summary>
    [Operation, Authorize("logs:TagResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<TooManyTagsException>]
    ValueTask TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags.</summary>
    [Operation, Authorize("logs:UntagResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Reads tags.</summary>
    [Operation, Authorize("logs:ListTagsForResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call);

    /// <summary>Has matching log events sent on.</summary>
    [Operation, Authorize("logs:PutSubscriptionFilter", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>]
    ValueTask PutSubscriptionFilter(PutSubscriptionFilterInput input, CallContext call);

    /// <summary>Lists subscription filters.</summary>
    [Operation, Authorize("logs:DescribeSubscriptionFilters", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DescribeSubscriptionFiltersOutput> DescribeSubscriptionFilters(DescribeSubscriptionFiltersInput input, CallContext call);

    /// <summary>Removes a subscription filter.</summary>
    [Operation, Authorize("logs:DeleteSubscriptionFilter", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteSubscriptionFilter(DeleteSubscriptionFilterInput input, CallContext call);

    /// <summary>Starts a query of Logs Insights.</summary>
    [Operation, Authorize("logs:StartQuery", "{Queried(*)}")]
    [Throws<MalformedQueryException>, Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<ResourceNotFoundException>]
    ValueTask<StartQueryOutput> StartQuery(StartQueryInput input, CallContext call);

    /// <summary>Reads what a query has found.</summary>
    [Operation, Authorize("logs:GetQueryResults", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<GetQueryResultsOutput> GetQueryResults(GetQueryResultsInput input, CallContext call);

    /// <summary>Stops a query.</summary>
    [Operation, Authorize("logs:StopQuery", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<StopQueryOutput> StopQuery(StopQueryInput input, CallContext call);

    /// <summary>Lists the queries of late.</summary>
    [Operation, Authorize("logs:DescribeQueries", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DescribeQueriesOutput> DescribeQueries(DescribeQueriesInput input, CallContext call);

    /// <summary>Keeps a query under a name.</summary>
    [Operation, Authorize("logs:PutQueryDefinition", "*")]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<ResourceNotFoundException>]
    ValueTask<PutQueryDefinitionOutput> PutQueryDefinition(PutQueryDefinitionInput input, CallContext call);

    /// <summary>Lists the queries that are kept.</summary>
    [Operation, Authorize("logs:DescribeQueryDefinitions", "*")]
    [Throws<InvalidParameterException>]
    ValueTask<DescribeQueryDefinitionsOutput> DescribeQueryDefinitions(DescribeQueryDefinitionsInput input, CallContext call);

    /// <summary>Forgets a kept query.</summary>
    [Operation, Authorize("logs:DeleteQueryDefinition", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DeleteQueryDefinitionOutput> DeleteQueryDefinition(DeleteQueryDefinitionInput input, CallContext call);

    /// <summary>Follows log groups as events come in.</summary>
    [Operation, Authorize("logs:StartLiveTail", "{Followed(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>]
    ValueTask<StartLiveTailOutput> StartLiveTail(StartLiveTailInput input, CallContext call);

    /// <summary>Keeps a filter that makes a metric of matching events.</summary>
    [Operation, Authorize("logs:PutMetricFilter", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<LimitExceededException>]
    ValueTask PutMetricFilter(PutMetricFilterInput input, CallContext call);

    /// <summary>Lists metric filters.</summary>
    [Operation, Authorize("logs:DescribeMetricFilters", "{Filtered(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask<DescribeMetricFiltersOutput> DescribeMetricFilters(DescribeMetricFiltersInput input, CallContext call);

    /// <summary>Removes a metric filter.</summary>
    [Operation, Authorize("logs:DeleteMetricFilter", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteMetricFilter(DeleteMetricFilterInput input, CallContext call);

    /// <summary>Tells which messages a pattern matches.</summary>
    [Operation, Authorize("logs:TestMetricFilter", "*")]
    [Throws<InvalidParameterException>]
    ValueTask<TestMetricFilterOutput> TestMetricFilter(TestMetricFilterInput input, CallContext call);

    /// <summary>Copies the events of a span of time to a bucket.</summary>
    [Operation, Authorize("logs:CreateExportTask", "{Group(LogGroupName)}")]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<ResourceNotFoundException>, Throws<ResourceAlreadyExistsException>]
    ValueTask<CreateExportTaskOutput> CreateExportTask(CreateExportTaskInput input, CallContext call);

    /// <summary>Lists exports.</summary>
    [Operation, Authorize("logs:DescribeExportTasks", "*")]
    [Throws<InvalidParameterException>]
    ValueTask<DescribeExportTasksOutput> DescribeExportTasks(DescribeExportTasksInput input, CallContext call);

    /// <summary>Stops an export that has not begun.</summary>
    [Operation, Authorize("logs:CancelExportTask", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>, Throws<InvalidOperationException>]
    ValueTask CancelExportTask(CancelExportTaskInput input, CallContext call);

    /// <summary>Lets services write to log groups.</summary>
    [Operation, Authorize("logs:PutResourcePolicy", "*")]
    [Throws<InvalidParameterException>, Throws<LimitExceededException>, Throws<ResourceNotFoundException>]
    ValueTask<PutResourcePolicyOutput> PutResourcePolicy(PutResourcePolicyInput input, CallContext call);

    /// <summary>Lists the policies by which services write.</summary>
    [Operation, Authorize("logs:DescribeResourcePolicies", "*")]
    [Throws<InvalidParameterException>]
    ValueTask<DescribeResourcePoliciesOutput> DescribeResourcePolicies(DescribeResourcePoliciesInput input, CallContext call);

    /// <summary>Removes such a policy.</summary>
    [Operation, Authorize("logs:DeleteResourcePolicy", "*")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask DeleteResourcePolicy(DeleteResourcePolicyInput input, CallContext call);

    /// <summary>Protects a log group from deletion, or does so no more.</summary>
    [Operation, Authorize("logs:PutLogGroupDeletionProtection", "{Identified(LogGroupIdentifier)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask PutLogGroupDeletionProtection(PutLogGroupDeletionProtectionInput input, CallContext call);

    /// <summary>Keeps the name of a key with a log group.</summary>
    [Operation, Authorize("logs:AssociateKmsKey", "{Keyed(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask AssociateKmsKey(AssociateKmsKeyInput input, CallContext call);

    /// <summary>Forgets the key of a log group.</summary>
    [Operation, Authorize("logs:DisassociateKmsKey", "{Unkeyed(*)}")]
    [Throws<InvalidParameterException>, Throws<ResourceNotFoundException>]
    ValueTask DisassociateKmsKey(DisassociateKmsKeyInput input, CallContext call);
}
