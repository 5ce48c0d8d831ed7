/** The published list of reasons, as moderators choose them and as authors are told. */
export const moderation = {
  reasons: {
    othersData: '含他人手机号、住址等信息',
    offTopic: '与议题无关',
    advertising: '广告、推销',
    insult: '辱骂、人身攻击',
    unfounded: '没有依据的指控',
    duplicate: '重复发布',
    personalMatter: '个人诉求，转信访渠道',
    confidential: '涉密或不宜公开',
    other: '其他，请写明',
  },
  /** To the author: what it was, and what can be done. */
  told: {
    othersData: '含他人手机号、住址等信息，删去后可以再发',
    offTopic: '与议题无关，可以发到相关的议题里',
    advertising: '是广告或推销',
    insult: '有辱骂或人身攻击的话，改去后可以再发',
    unfounded: '有没有依据的指控，补上依据后可以再发',
    duplicate: '已经发过同样的内容',
    personalMatter: '是个人诉求，请通过信访渠道反映',
    confidential: '涉密或不宜公开',
    other: '见审核员的话',
  },
};
