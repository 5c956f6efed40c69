using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Ecr;

/// <summary>The repositories of Elastic Container Registry; images cannot be pushed to them.</summary>
[AwsApi("api.ecr", "2015-09-21", ServiceId = "ECR", Wires = [Wire.AwsJson11], TargetPrefix = "AmazonEC2ContainerRegistry_V20150921", SigningName = "ecr", Resources = typeof(EcrResources))]
public interface IEcr
{
    /// <summary>Makes a repository.</summary>
    [Operation, Authorize("ecr:CreateRepository", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<InvalidTagParameterException>, Throws<TooManyTagsException>, Throws<RepositoryAlreadyExistsException>, Throws<LimitExceededException>, Throws<KmsException>]
    ValueTask<CreateRepositoryOutput> CreateRepository(CreateRepositoryInput input, CallContext call);

    /// <summary>Describes repositories.</summary>
    [Operation, Authorize("ecr:DescribeRepositories", "{Named(*)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>]
    ValueTask<DescribeRepositoriesOutput> DescribeRepositories(DescribeRepositoriesInput input, CallContext call);

    /// <summary>Removes a repository.</summary>
    [Operation, Authorize("ecr:DeleteRepository", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<RepositoryNotEmptyException>, Throws<KmsException>]
    ValueTask<DeleteRepositoryOutput> DeleteRepository(DeleteRepositoryInput input, CallContext call);

    /// <summary>Sets who may use a repository.</summary>
    [Operation, Authorize("ecr:SetRepositoryPolicy", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>]
    ValueTask<SetRepositoryPolicyOutput> SetRepositoryPolicy(SetRepositoryPolicyInput input, CallContext call);

    /// <summary>Reads the policy of a repository.</summary>
    [Operation, Authorize("ecr:GetRepositoryPolicy", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<RepositoryPolicyNotFoundException>]
    ValueTask<GetRepositoryPolicyOutput> GetRepositoryPolicy(GetRepositoryPolicyInput input, CallContext call);

    /// <summary>Removes the policy of a repository.</summary>
    [Operation, Authorize("ecr:DeleteRepositoryPolicy", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<RepositoryPolicyNotFoundException>]
    ValueTask<DeleteRepositoryPolicyOutput> DeleteRepositoryPolicy(DeleteRepositoryPolicyInput input, CallContext call);

    /// <summary>Sets which images expire.</summary>
    [Operation, Authorize("ecr:PutLifecyclePolicy", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<ValidationException>]
    ValueTask<PutLifecyclePolicyOutput> PutLifecyclePolicy(PutLifecyclePolicyInput input, CallContext call);

    /// <summary>Reads which images expire.</summary>
    [Operation, Authorize("ecr:GetLifecyclePolicy", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<LifecyclePolicyNotFoundException>, Throws<ValidationException>]
    ValueTask<GetLifecyclePolicyOutput> GetLifecyclePolicy(GetLifecyclePolicyInput input, CallContext call);

    /// <summary>Removes the rules of expiry.</summary>
    [Operation, Authorize("ecr:DeleteLifecyclePolicy", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<LifecyclePolicyNotFoundException>, Throws<ValidationException>]
    ValueTask<DeleteLifecyclePolicyOutput> DeleteLifecyclePolicy(DeleteLifecyclePolicyInput input, CallContext call);

    /// <summary>Sets whether images are scanned when they are pushed.</summary>
    [Operation, Authorize("ecr:PutImageScanningConfiguration", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<ValidationException>]
    ValueTask<PutImageScanningConfigurationOutput> PutImageScanningConfiguration(PutImageScanningConfigurationInput input, CallContext call);

    /// <summary>Sets whether tags of images may move.</summary>
    [Operation, Authorize("ecr:PutImageTagMutability", "{Repository(RepositoryName)}")]
    [Throws<ServerException>, Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>]
    ValueTask<PutImageTagMutabilityOutput> PutImageTagMutability(PutImageTagMutabilityInput input, CallContext call);

    /// <summary>Sets tags of a repository.</summary>
    [Operation, Authorize("ecr:TagResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<InvalidTagParameterException>, Throws<TooManyTagsException>, Throws<RepositoryNotFoundException>, Throws<ServerException>]
    ValueTask<TagResourceOutput> TagResource(TagResourceInput input, CallContext call);

    /// <summary>Removes tags of a repository.</summary>
    [Operation, Authorize("ecr:UntagResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<InvalidTagParameterException>, Throws<TooManyTagsException>, Throws<RepositoryNotFoundException>, Throws<ServerException>]
    ValueTask<UntagResourceOutput> UntagResource(UntagResourceInput input, CallContext call);

    /// <summary>Lists the tags of a repository.</summary>
    [Operation, Authorize("ecr:ListTagsForResource", "{ResourceArn}")]
    [Throws<InvalidParameterException>, Throws<RepositoryNotFoundException>, Throws<ServerException>]
    ValueTask<ListTagsForResourceOutput> ListTagsForResource(ListTagsForResourceInput input, CallContext call);

}
