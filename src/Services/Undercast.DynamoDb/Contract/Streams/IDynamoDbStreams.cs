using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.DynamoDb.Streams;

/// <summary>Amazon DynamoDB Streams.</summary>
[AwsApi("streams.dynamodb", "2012-08-10", ServiceId = "DynamoDB Streams", Wires = [Wire.AwsJson10], TargetPrefix = "DynamoDBStreams_20120810", SigningName = "dynamodb",
    ErrorNamespace = "com.amazonaws.dynamodb.v20120810", Constraints = ConstraintStyle.Collected, Resources = typeof(DynamoDbResources))]
public interface IDynamoDbStreams
{
    /// <summary>Describes a stream and its shards.</summary>
    [Operation, Authorize("dynamodb:DescribeStream", "{StreamArn}")]
    [Throws<ResourceNotFoundException>]
    ValueTask<DescribeStreamOutput> DescribeStream(DescribeStreamInput input, CallContext call);

    /// <summary>Reads records behind an iterator.</summary>
    [Operation, Authorize("dynamodb:GetRecords", "{OfIterator(ShardIterator)}")]
    [Throws<ResourceNotFoundException>, Throws<ExpiredIteratorException>, Throws<TrimmedDataAccessException>]
    ValueTask<GetRecordsOutput> GetRecords(GetRecordsInput input, CallContext call);

    /// <summary>Gives a place in a shard from which to read.</summary>
    [Operation, Authorize("dynamodb:GetShardIterator", "{StreamArn}")]
    [Throws<ResourceNotFoundException>, Throws<TrimmedDataAccessException>]
    ValueTask<GetShardIteratorOutput> GetShardIterator(GetShardIteratorInput input, CallContext call);

    /// <summary>Lists streams, a page at a time.</summary>
    [Operation, Authorize("dynamodb:ListStreams", "*")]
    [Throws<ResourceNotFoundException>]
    ValueTask<ListStreamsOutput> ListStreams(ListStreamsInput input, CallContext call);
}
