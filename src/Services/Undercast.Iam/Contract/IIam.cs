using Undercast.Kernel;
using Undercast.Protocol;

namespace Undercast.Iam;

/// <summary>AWS Identity and Access Management.</summary>
[AwsApi("iam", "2010-05-08", ServiceId = "IAM", Wires = [Wire.AwsQuery], XmlNamespace = "https://iam.amazonaws.com/doc/2010-05-08/", Resources = typeof(IamResources),
    Constraints = ConstraintStyle.Collected)]
public partial interface IIam
{
    /// <summary>Makes a user.</summary>
    [Operation, Authorize("iam:CreateUser", "{NewUser(*)}")]
    [Throws<LimitExceededException>, Throws<EntityAlreadyExistsException>, Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<CreateUserOutput> CreateUser(CreateUserInput input, CallContext call);

    /// <summary>Reads a user; without a name, the caller.</summary>
    [Operation, Authorize("iam:GetUser", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetUserOutput> GetUser(GetUserInput input, CallContext call);

    /// <summary>Lists users under a path.</summary>
    [Operation, Authorize("iam:ListUsers", "arn:{partition}:iam::{account}:user/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListUsersOutput> ListUsers(ListUsersInput input, CallContext call);

    /// <summary>Renames a user or moves it to another path.</summary>
    [Operation, Authorize("iam:UpdateUser", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<EntityAlreadyExistsException>, Throws<EntityTemporarilyUnmodifiableException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UpdateUser(UpdateUserInput input, CallContext call);

    /// <summary>Removes a user that nothing is attached to.</summary>
    [Operation, Authorize("iam:DeleteUser", "{User(UserName)}")]
    [Throws<LimitExceededException>, Throws<NoSuchEntityException>, Throws<DeleteConflictException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask DeleteUser(DeleteUserInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a user.</summary>
    [Operation, Authorize("iam:TagUser", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagUser(TagUserInput input, CallContext call);

    /// <summary>Removes tags of a user.</summary>
    [Operation, Authorize("iam:UntagUser", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagUser(UntagUserInput input, CallContext call);

    /// <summary>Lists a user's tags.</summary>
    [Operation, Authorize("iam:ListUserTags", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListUserTagsOutput> ListUserTags(ListUserTagsInput input, CallContext call);

    /// <summary>Makes an access key of a user; only this answer has its secret.</summary>
    [Operation, Authorize("iam:CreateAccessKey", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask<CreateAccessKeyOutput> CreateAccessKey(CreateAccessKeyInput input, CallContext call);

    /// <summary>Lists a user's access keys without their secrets.</summary>
    [Operation, Authorize("iam:ListAccessKeys", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListAccessKeysOutput> ListAccessKeys(ListAccessKeysInput input, CallContext call);

    /// <summary>Switches an access key on or off.</summary>
    [Operation, Authorize("iam:UpdateAccessKey", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>, Throws<InvalidInputException>]
    ValueTask UpdateAccessKey(UpdateAccessKeyInput input, CallContext call);

    /// <summary>Removes an access key.</summary>
    [Operation, Authorize("iam:DeleteAccessKey", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteAccessKey(DeleteAccessKeyInput input, CallContext call);

    /// <summary>Makes a role with its trust policy.</summary>
    [Operation, Authorize("iam:CreateRole", "{NewRole(*)}")]
    [Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<EntityAlreadyExistsException>, Throws<MalformedPolicyDocumentException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<CreateRoleOutput> CreateRole(CreateRoleInput input, CallContext call);

    /// <summary>Reads a role.</summary>
    [Operation, Authorize("iam:GetRole", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetRoleOutput> GetRole(GetRoleInput input, CallContext call);

    /// <summary>Lists roles under a path.</summary>
    [Operation, Authorize("iam:ListRoles", "arn:{partition}:iam::{account}:role/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListRolesOutput> ListRoles(ListRolesInput input, CallContext call);

    /// <summary>Changes a role's description and longest session.</summary>
    [Operation, Authorize("iam:UpdateRole", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<UnmodifiableEntityException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<UpdateRoleOutput> UpdateRole(UpdateRoleInput input, CallContext call);

    /// <summary>Changes a role's description.</summary>
    [Operation, Authorize("iam:UpdateRoleDescription", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask<UpdateRoleDescriptionOutput> UpdateRoleDescription(UpdateRoleDescriptionInput input, CallContext call);

    /// <summary>Replaces a role's trust policy.</summary>
    [Operation, Authorize("iam:UpdateAssumeRolePolicy", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<MalformedPolicyDocumentException>, Throws<LimitExceededException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask UpdateAssumeRolePolicy(UpdateAssumeRolePolicyInput input, CallContext call);

    /// <summary>Removes a role that nothing is attached to.</summary>
    [Operation, Authorize("iam:DeleteRole", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<DeleteConflictException>, Throws<LimitExceededException>, Throws<UnmodifiableEntityException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask DeleteRole(DeleteRoleInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a role.</summary>
    [Operation, Authorize("iam:TagRole", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagRole(TagRoleInput input, CallContext call);

    /// <summary>Removes tags of a role.</summary>
    [Operation, Authorize("iam:UntagRole", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagRole(UntagRoleInput input, CallContext call);

    /// <summary>Lists a role's tags.</summary>
    [Operation, Authorize("iam:ListRoleTags", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListRoleTagsOutput> ListRoleTags(ListRoleTagsInput input, CallContext call);

    /// <summary>Makes the role that a service acts by in the account.</summary>
    [Operation, Authorize("iam:CreateServiceLinkedRole", "arn:{partition}:iam::{account}:role/aws-service-role/{AWSServiceName}/*")]
    [Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<CreateServiceLinkedRoleOutput> CreateServiceLinkedRole(CreateServiceLinkedRoleInput input, CallContext call);

    /// <summary>Removes a service's own role.</summary>
    [Operation, Authorize("iam:DeleteServiceLinkedRole", "arn:{partition}:iam::{account}:role/aws-service-role/*/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask<DeleteServiceLinkedRoleOutput> DeleteServiceLinkedRole(DeleteServiceLinkedRoleInput input, CallContext call);

    /// <summary>Tells how far the removal of a service's own role is.</summary>
    [Operation, Authorize("iam:GetServiceLinkedRoleDeletionStatus", "*")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<GetServiceLinkedRoleDeletionStatusOutput> GetServiceLinkedRoleDeletionStatus(GetServiceLinkedRoleDeletionStatusInput input, CallContext call);

    /// <summary>Makes a group of users.</summary>
    [Operation, Authorize("iam:CreateGroup", "{NewGroup(*)}")]
    [Throws<LimitExceededException>, Throws<EntityAlreadyExistsException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<CreateGroupOutput> CreateGroup(CreateGroupInput input, CallContext call);

    /// <summary>Reads a group and its users.</summary>
    [Operation, Authorize("iam:GetGroup", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetGroupOutput> GetGroup(GetGroupInput input, CallContext call);

    /// <summary>Lists groups under a path.</summary>
    [Operation, Authorize("iam:ListGroups", "arn:{partition}:iam::{account}:group/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListGroupsOutput> ListGroups(ListGroupsInput input, CallContext call);

    /// <summary>Renames a group or moves it to another path.</summary>
    [Operation, Authorize("iam:UpdateGroup", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<EntityAlreadyExistsException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask UpdateGroup(UpdateGroupInput input, CallContext call);

    /// <summary>Removes an empty group.</summary>
    [Operation, Authorize("iam:DeleteGroup", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<DeleteConflictException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteGroup(DeleteGroupInput input, CallContext call);

    /// <summary>Puts a user into a group.</summary>
    [Operation, Authorize("iam:AddUserToGroup", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask AddUserToGroup(AddUserToGroupInput input, CallContext call);

    /// <summary>Takes a user out of a group.</summary>
    [Operation, Authorize("iam:RemoveUserFromGroup", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask RemoveUserFromGroup(RemoveUserFromGroupInput input, CallContext call);

    /// <summary>Lists the groups of a user.</summary>
    [Operation, Authorize("iam:ListGroupsForUser", "{User(UserName)}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListGroupsForUserOutput> ListGroupsForUser(ListGroupsForUserInput input, CallContext call);

    /// <summary>Makes a managed policy with its first version.</summary>
    [Operation, Authorize("iam:CreatePolicy", "{NewPolicy(*)}")]
    [Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<EntityAlreadyExistsException>, Throws<MalformedPolicyDocumentException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<CreatePolicyOutput> CreatePolicy(CreatePolicyInput input, CallContext call);

    /// <summary>Reads a managed policy without its document.</summary>
    [Operation, Authorize("iam:GetPolicy", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<GetPolicyOutput> GetPolicy(GetPolicyInput input, CallContext call);

    /// <summary>Lists managed policies, the account's own and those that come with the cloud.</summary>
    [Operation, Authorize("iam:ListPolicies", "arn:{partition}:iam::{account}:policy/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListPoliciesOutput> ListPolicies(ListPoliciesInput input, CallContext call);

    /// <summary>Removes a managed policy that is attached to nothing.</summary>
    [Operation, Authorize("iam:DeletePolicy", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<DeleteConflictException>, Throws<ServiceFailureException>]
    ValueTask DeletePolicy(DeletePolicyInput input, CallContext call);

    /// <summary>Adds a version to a managed policy.</summary>
    [Operation, Authorize("iam:CreatePolicyVersion", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<MalformedPolicyDocumentException>, Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask<CreatePolicyVersionOutput> CreatePolicyVersion(CreatePolicyVersionInput input, CallContext call);

    /// <summary>Reads a version of a managed policy with its document.</summary>
    [Operation, Authorize("iam:GetPolicyVersion", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<GetPolicyVersionOutput> GetPolicyVersion(GetPolicyVersionInput input, CallContext call);

    /// <summary>Lists the versions of a managed policy.</summary>
    [Operation, Authorize("iam:ListPolicyVersions", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<ListPolicyVersionsOutput> ListPolicyVersions(ListPolicyVersionsInput input, CallContext call);

    /// <summary>Says which version of a managed policy is in force.</summary>
    [Operation, Authorize("iam:SetDefaultPolicyVersion", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask SetDefaultPolicyVersion(SetDefaultPolicyVersionInput input, CallContext call);

    /// <summary>Removes a version of a managed policy that is not in force.</summary>
    [Operation, Authorize("iam:DeletePolicyVersion", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<DeleteConflictException>, Throws<ServiceFailureException>]
    ValueTask DeletePolicyVersion(DeletePolicyVersionInput input, CallContext call);

    /// <summary>Lists what a managed policy is attached to.</summary>
    [Operation, Authorize("iam:ListEntitiesForPolicy", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<ListEntitiesForPolicyOutput> ListEntitiesForPolicy(ListEntitiesForPolicyInput input, CallContext call);

    /// <summary>Adds or overwrites tags of a managed policy.</summary>
    [Operation, Authorize("iam:TagPolicy", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagPolicy(TagPolicyInput input, CallContext call);

    /// <summary>Removes tags of a managed policy.</summary>
    [Operation, Authorize("iam:UntagPolicy", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagPolicy(UntagPolicyInput input, CallContext call);

    /// <summary>Lists a managed policy's tags.</summary>
    [Operation, Authorize("iam:ListPolicyTags", "{PolicyArn}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>, Throws<InvalidInputException>]
    ValueTask<ListPolicyTagsOutput> ListPolicyTags(ListPolicyTagsInput input, CallContext call);

    /// <summary>Attaches a managed policy to a user.</summary>
    [Operation, Authorize("iam:AttachUserPolicy", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<PolicyNotAttachableException>, Throws<ServiceFailureException>]
    ValueTask AttachUserPolicy(AttachUserPolicyInput input, CallContext call);

    /// <summary>Detaches a managed policy from a user.</summary>
    [Operation, Authorize("iam:DetachUserPolicy", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask DetachUserPolicy(DetachUserPolicyInput input, CallContext call);

    /// <summary>Lists the managed policies of a user.</summary>
    [Operation, Authorize("iam:ListAttachedUserPolicies", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<ListAttachedUserPoliciesOutput> ListAttachedUserPolicies(ListAttachedUserPoliciesInput input, CallContext call);

    /// <summary>Sets an inline policy of a user.</summary>
    [Operation, Authorize("iam:PutUserPolicy", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<LimitExceededException>, Throws<MalformedPolicyDocumentException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask PutUserPolicy(PutUserPolicyInput input, CallContext call);

    /// <summary>Reads an inline policy of a user.</summary>
    [Operation, Authorize("iam:GetUserPolicy", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetUserPolicyOutput> GetUserPolicy(GetUserPolicyInput input, CallContext call);

    /// <summary>Removes an inline policy of a user.</summary>
    [Operation, Authorize("iam:DeleteUserPolicy", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteUserPolicy(DeleteUserPolicyInput input, CallContext call);

    /// <summary>Lists the names of a user's inline policies.</summary>
    [Operation, Authorize("iam:ListUserPolicies", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListUserPoliciesOutput> ListUserPolicies(ListUserPoliciesInput input, CallContext call);

    /// <summary>Sets the permissions boundary of a user.</summary>
    [Operation, Authorize("iam:PutUserPermissionsBoundary", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<PolicyNotAttachableException>, Throws<ServiceFailureException>]
    ValueTask PutUserPermissionsBoundary(PutUserPermissionsBoundaryInput input, CallContext call);

    /// <summary>Removes the permissions boundary of a user.</summary>
    [Operation, Authorize("iam:DeleteUserPermissionsBoundary", "arn:{partition}:iam::{account}:user/{UserName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryInput input, CallContext call);

    /// <summary>Attaches a managed policy to a role.</summary>
    [Operation, Authorize("iam:AttachRolePolicy", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<UnmodifiableEntityException>, Throws<PolicyNotAttachableException>, Throws<ServiceFailureException>]
    ValueTask AttachRolePolicy(AttachRolePolicyInput input, CallContext call);

    /// <summary>Detaches a managed policy from a role.</summary>
    [Operation, Authorize("iam:DetachRolePolicy", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask DetachRolePolicy(DetachRolePolicyInput input, CallContext call);

    /// <summary>Lists the managed policies of a role.</summary>
    [Operation, Authorize("iam:ListAttachedRolePolicies", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<ListAttachedRolePoliciesOutput> ListAttachedRolePolicies(ListAttachedRolePoliciesInput input, CallContext call);

    /// <summary>Sets an inline policy of a role.</summary>
    [Operation, Authorize("iam:PutRolePolicy", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<LimitExceededException>, Throws<MalformedPolicyDocumentException>, Throws<NoSuchEntityException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask PutRolePolicy(PutRolePolicyInput input, CallContext call);

    /// <summary>Reads an inline policy of a role.</summary>
    [Operation, Authorize("iam:GetRolePolicy", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetRolePolicyOutput> GetRolePolicy(GetRolePolicyInput input, CallContext call);

    /// <summary>Removes an inline policy of a role.</summary>
    [Operation, Authorize("iam:DeleteRolePolicy", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask DeleteRolePolicy(DeleteRolePolicyInput input, CallContext call);

    /// <summary>Lists the names of a role's inline policies.</summary>
    [Operation, Authorize("iam:ListRolePolicies", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListRolePoliciesOutput> ListRolePolicies(ListRolePoliciesInput input, CallContext call);

    /// <summary>Sets the permissions boundary of a role.</summary>
    [Operation, Authorize("iam:PutRolePermissionsBoundary", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<UnmodifiableEntityException>, Throws<PolicyNotAttachableException>, Throws<ServiceFailureException>]
    ValueTask PutRolePermissionsBoundary(PutRolePermissionsBoundaryInput input, CallContext call);

    /// <summary>Removes the permissions boundary of a role.</summary>
    [Operation, Authorize("iam:DeleteRolePermissionsBoundary", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask DeleteRolePermissionsBoundary(DeleteRolePermissionsBoundaryInput input, CallContext call);

    /// <summary>Attaches a managed policy to a group.</summary>
    [Operation, Authorize("iam:AttachGroupPolicy", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<PolicyNotAttachableException>, Throws<ServiceFailureException>]
    ValueTask AttachGroupPolicy(AttachGroupPolicyInput input, CallContext call);

    /// <summary>Detaches a managed policy from a group.</summary>
    [Operation, Authorize("iam:DetachGroupPolicy", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask DetachGroupPolicy(DetachGroupPolicyInput input, CallContext call);

    /// <summary>Lists the managed policies of a group.</summary>
    [Operation, Authorize("iam:ListAttachedGroupPolicies", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ServiceFailureException>]
    ValueTask<ListAttachedGroupPoliciesOutput> ListAttachedGroupPolicies(ListAttachedGroupPoliciesInput input, CallContext call);

    /// <summary>Sets an inline policy of a group.</summary>
    [Operation, Authorize("iam:PutGroupPolicy", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<LimitExceededException>, Throws<MalformedPolicyDocumentException>, Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask PutGroupPolicy(PutGroupPolicyInput input, CallContext call);

    /// <summary>Reads an inline policy of a group.</summary>
    [Operation, Authorize("iam:GetGroupPolicy", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetGroupPolicyOutput> GetGroupPolicy(GetGroupPolicyInput input, CallContext call);

    /// <summary>Removes an inline policy of a group.</summary>
    [Operation, Authorize("iam:DeleteGroupPolicy", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteGroupPolicy(DeleteGroupPolicyInput input, CallContext call);

    /// <summary>Lists the names of a group's inline policies.</summary>
    [Operation, Authorize("iam:ListGroupPolicies", "arn:{partition}:iam::{account}:group/{GroupName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListGroupPoliciesOutput> ListGroupPolicies(ListGroupPoliciesInput input, CallContext call);

    /// <summary>Makes an instance profile.</summary>
    [Operation, Authorize("iam:CreateInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<EntityAlreadyExistsException>, Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask<CreateInstanceProfileOutput> CreateInstanceProfile(CreateInstanceProfileInput input, CallContext call);

    /// <summary>Reads an instance profile.</summary>
    [Operation, Authorize("iam:GetInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<GetInstanceProfileOutput> GetInstanceProfile(GetInstanceProfileInput input, CallContext call);

    /// <summary>Lists instance profiles under a path.</summary>
    [Operation, Authorize("iam:ListInstanceProfiles", "arn:{partition}:iam::{account}:instance-profile/")]
    [Throws<ServiceFailureException>]
    ValueTask<ListInstanceProfilesOutput> ListInstanceProfiles(ListInstanceProfilesInput input, CallContext call);

    /// <summary>Lists the instance profiles that carry a role.</summary>
    [Operation, Authorize("iam:ListInstanceProfilesForRole", "arn:{partition}:iam::{account}:role/{RoleName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListInstanceProfilesForRoleOutput> ListInstanceProfilesForRole(ListInstanceProfilesForRoleInput input, CallContext call);

    /// <summary>Removes an instance profile without a role.</summary>
    [Operation, Authorize("iam:DeleteInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<DeleteConflictException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteInstanceProfile(DeleteInstanceProfileInput input, CallContext call);

    /// <summary>Puts a role into an instance profile.</summary>
    [Operation, Authorize("iam:AddRoleToInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<EntityAlreadyExistsException>, Throws<LimitExceededException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask AddRoleToInstanceProfile(AddRoleToInstanceProfileInput input, CallContext call);

    /// <summary>Takes a role out of an instance profile.</summary>
    [Operation, Authorize("iam:RemoveRoleFromInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<UnmodifiableEntityException>, Throws<ServiceFailureException>]
    ValueTask RemoveRoleFromInstanceProfile(RemoveRoleFromInstanceProfileInput input, CallContext call);

    /// <summary>Adds or overwrites tags of an instance profile.</summary>
    [Operation, Authorize("iam:TagInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<LimitExceededException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask TagInstanceProfile(TagInstanceProfileInput input, CallContext call);

    /// <summary>Removes tags of an instance profile.</summary>
    [Operation, Authorize("iam:UntagInstanceProfile", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<ConcurrentModificationException>, Throws<ServiceFailureException>]
    ValueTask UntagInstanceProfile(UntagInstanceProfileInput input, CallContext call);

    /// <summary>Lists an instance profile's tags.</summary>
    [Operation, Authorize("iam:ListInstanceProfileTags", "arn:{partition}:iam::{account}:instance-profile/{InstanceProfileName}")]
    [Throws<NoSuchEntityException>, Throws<ServiceFailureException>]
    ValueTask<ListInstanceProfileTagsOutput> ListInstanceProfileTags(ListInstanceProfileTagsInput input, CallContext call);

    /// <summary>Names the account.</summary>
    [Operation, Authorize("iam:CreateAccountAlias", "*")]
    [Throws<ConcurrentModificationException>, Throws<EntityAlreadyExistsException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask CreateAccountAlias(CreateAccountAliasInput input, CallContext call);

    /// <summary>Takes the account's name away.</summary>
    [Operation, Authorize("iam:DeleteAccountAlias", "*")]
    [Throws<ConcurrentModificationException>, Throws<NoSuchEntityException>, Throws<LimitExceededException>, Throws<ServiceFailureException>]
    ValueTask DeleteAccountAlias(DeleteAccountAliasInput input, CallContext call);

    /// <summary>Lists the account's name.</summary>
    [Operation, Authorize("iam:ListAccountAliases", "*")]
    [Throws<ServiceFailureException>]
    ValueTask<ListAccountAliasesOutput> ListAccountAliases(ListAccountAliasesInput input, CallContext call);

    /// <summary>Counts what the account has and may have.</summary>
    [Operation, Authorize("iam:GetAccountSummary", "*")]
    [Throws<ServiceFailureException>]
    ValueTask<GetAccountSummaryOutput> GetAccountSummary(GetAccountSummaryInput input, CallContext call);

    /// <summary>Tells what the policies of a user, group or role decide.</summary>
    [Operation, Authorize("iam:SimulatePrincipalPolicy", "{PolicySourceArn}")]
    [Throws<NoSuchEntityException>, Throws<InvalidInputException>, Throws<PolicyEvaluationException>]
    ValueTask<SimulatePrincipalPolicyOutput> SimulatePrincipalPolicy(SimulatePrincipalPolicyInput input, CallContext call);

    /// <summary>Tells what given policies decide.</summary>
    [Operation, Authorize("iam:SimulateCustomPolicy", "*")]
    [Throws<InvalidInputException>, Throws<PolicyEvaluationException>]
    ValueTask<SimulateCustomPolicyOutput> SimulateCustomPolicy(SimulateCustomPolicyInput input, CallContext call);
}
