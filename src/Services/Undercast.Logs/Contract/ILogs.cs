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
}
