using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ssm;

/// <summary>The Parameter Store of AWS Systems Manager.</summary>
[AwsApi("ssm", "2014-11-06", ServiceId = "SSM", Wires = [Wire.AwsJson11], TargetPrefix = "AmazonSSM", Resources = typeof(SsmResources))]
public interface ISsm
{
    /// <summary>Makes a parameter, or a new version of one.</summary>
    [Operation, Authorize("ssm:PutParameter", "{Parameter(Name)}")]
    [Throws<InternalServerError>, Throws<InvalidKeyId>, Throws<ParameterLimitExceeded>, Throws<TooManyUpdates>, Throws<ParameterAlreadyExists>, Throws<HierarchyLevelLimitExceededException>, Throws<HierarchyTypeMismatchException>, Throws<InvalidAllowedPatternException>, Throws<ParameterMaxVersionLimitExceeded>, Throws<ParameterPatternMismatchException>, Throws<UnsupportedParameterType>, Throws<PoliciesLimitExceededException>, Throws<InvalidPolicyTypeException>, Throws<InvalidPolicyAttributeException>, Throws<IncompatiblePolicyException>]
    ValueTask<PutParameterOutput> PutParameter(PutParameterInput input, CallContext call);

    /// <summary>Reads a parameter, by name, version or label.</summary>
    [Operation, Authorize("ssm:GetParameter", "{Parameter(Name)}")]
    [Throws<InternalServerError>, Throws<InvalidKeyId>, Throws<ParameterNotFound>, Throws<ParameterVersionNotFound>]
    ValueTask<GetParameterOutput> GetParameter(GetParameterInput input, CallContext call);

    /// <summary>Reads up to ten parameters; names that lead nowhere are listed.</summary>
    [Operation, Authorize("ssm:GetParameters", "{Read(*)}")]
    [Throws<InvalidKeyId>, Throws<InternalServerError>]
    ValueTask<GetParametersOutput> GetParameters(GetParametersInput input, CallContext call);

    /// <summary>Reads the parameters under a path.</summary>
    [Operation, Authorize("ssm:GetParametersByPath", "{Parameter(Path)}")]
    [Throws<InternalServerError>, Throws<InvalidFilterKey>, Throws<InvalidFilterOption>, Throws<InvalidFilterValue>, Throws<InvalidKeyId>, Throws<InvalidNextToken>]
    ValueTask<GetParametersByPathOutput> GetParametersByPath(GetParametersByPathInput input, CallContext call);

    /// <summary>Removes a parameter with its history.</summary>
    [Operation, Authorize("ssm:DeleteParameter", "{Parameter(Name)}")]
    [Throws<InternalServerError>, Throws<ParameterNotFound>]
    ValueTask<DeleteParameterOutput> DeleteParameter(DeleteParameterInput input, CallContext call);

    /// <summary>Removes up to ten parameters.</summary>
    [Operation, Authorize("ssm:DeleteParameters", "{Deleted(*)}")]
    [Throws<InternalServerError>]
    ValueTask<DeleteParametersOutput> DeleteParameters(DeleteParametersInput input, CallContext call);

    /// <summary>Lists parameters without their values.</summary>
    [Operation, Authorize("ssm:DescribeParameters", "*")]
    [Throws<InternalServerError>, Throws<InvalidFilterKey>, Throws<InvalidFilterOption>, Throws<InvalidFilterValue>, Throws<InvalidNextToken>]
    ValueTask<DescribeParametersOutput> DescribeParameters(DescribeParametersInput input, CallContext call);

    /// <summary>Lists the versions of a parameter.</summary>
    [Operation, Authorize("ssm:GetParameterHistory", "{Parameter(Name)}")]
    [Throws<InternalServerError>, Throws<ParameterNotFound>, Throws<InvalidNextToken>, Throws<InvalidKeyId>]
    ValueTask<GetParameterHistoryOutput> GetParameterHistory(GetParameterHistoryInput input, CallContext call);

    /// <summary>Moves labels to a version.</summary>
    [Operation, Authorize("ssm:LabelParameterVersion", "{Parameter(Name)}")]
    [Throws<InternalServerError>, Throws<TooManyUpdates>, Throws<ParameterNotFound>, Throws<ParameterVersionNotFound>, Throws<ParameterVersionLabelLimitExceeded>]
    ValueTask<LabelParameterVersionOutput> LabelParameterVersion(LabelParameterVersionInput input, CallContext call);

    /// <summary>Takes labels from a version.</summary>
    [Operation, Authorize("ssm:UnlabelParameterVersion", "{Parameter(Name)}")]
    [Throws<InternalServerError>, Throws<TooManyUpdates>, Throws<ParameterNotFound>, Throws<ParameterVersionNotFound>]
    ValueTask<UnlabelParameterVersionOutput> UnlabelParameterVersion(UnlabelParameterVersionInput input, CallContext call);

    /// <summary>Sets tags of a parameter.</summary>
    [Operation, Authorize("ssm:AddTagsToResource", "{Parameter(ResourceId)}")]
    [Throws<InvalidResourceType>, Throws<InvalidResourceId>, Throws<InternalServerError>, Throws<TooManyTagsError>, Throws<TooManyUpdates>]
    ValueTask<AddTagsToResourceOutput> AddTagsToResource(AddTagsToResourceInput input, CallContext call);

    /// <summary>Removes tags of a parameter.</summary>
    [Operation, Authorize("ssm:RemoveTagsFromResource", "{Parameter(ResourceId)}")]
    [Throws<InvalidResourceType>, Throws<InvalidResourceId>, Throws<InternalServerError>, Throws<TooManyUpdates>]
    ValueTask<RemoveTagsFromResourceOutput> RemoveTagsFromResource(RemoveTagsFromResourceInput input, CallContext call);

    /// <summary>Lists the tags of a parameter.</summary>
    [Operation, Authorize("ssm:ListTagsForResource", "{Parameter(ResourceId)}")]
    [Throws<InvalidResourceType>, Throws<InvalidResourceId>, Throws<InternalServerError>]
    ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call);
}
